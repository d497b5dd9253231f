/**
 * Traditional characters of commands, labels and talk, each beside its simplified one: only for recognising what is
 * meant, never for what is kept.
 */
const PAIRS = `
  幫帮 繼继 續续 題题 過过 刪删 電电 話话 進进 預预 覽览 導导 暫暂 開开 說说 這这 個个 條条 項项 沒没 對对 錯错 寫写 換换 徵征 復复 還还 嗎吗 麼么
  為为 請请 謝谢 後后 關关 鍵键 術术 檢检 檔档 聯联 單单 領领 億亿 萬万 與与 從从 會会 來来 兩两 動动 間间 頭头 應应 該该 將将 調调 順顺 級级 標标
  節节 選选 擇择 無无 號号 碼码 證证 書书 報报 審审 結结 補补 據据 實实 認认 確确 發发 給给 讓让 讀读 點点 種种 們们 貼贴 內内 員员 長长 師师 學学
  國国 區区 廠厂 產产 業业 資资 費费 價价 額额 樣样 機机 試试 驗验 測测 達达 滿满 適适 銷销 舉举 範范 裡里 裏里 邊边 頁页 組组 時时 記记 議议 論论
  團团 隊队 場场 處处 幾几 齊齐 現现 門门 問问 際际 別别 劃划 剛刚 編编 輯辑 訂订 誤误 詳详 參参 圖图 優优 傳传 備备 註注 簡简 線线 經经 總总 計计
  設设 許许 責责 負负 軟软 較较 載载 轉转 運运 郵邮 錄录 閉闭 隨随 難难 類类 驟骤 體体 稱称 創创 變变 歷历 減减 環环 護护 藝艺 專专 權权 歸归
  屬属 顯显 見见 親亲 買买 賣卖 準准 態态 當当 況况 樓楼 網网 聽听 講讲 釋释 稅税 衛卫 隻只 雙双 雜杂 離离 雲云 韌韧 須须 顧顾 飯饭 煩烦
`;

/** Simplified character by traditional one. */
export const simplified: ReadonlyMap<string, string> = new Map(
  PAIRS.split(/\s+/)
    .filter((pair) => pair.length === 2)
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
);
