/** Who one is and what one may do: linked accounts, invitations, grants. */
import type { Sentences } from '../index.ts';

export const officePeople: Sentences = {
  'office.role.reviewer': '评审',
  'office.role.coordinator': '征集协调人',
  'office.role.administrator': '管理员',
  'office.people.code_words': '绑定码|绑定|邀请码|接受邀请|认领码|认领|协助码|协助|我的码|验证码',
  'office.people.link_words': '绑定|绑定账号|关联账号|换渠道|我要绑定|绑定其他账号',
  'office.people.me_words': '我的权限|我的角色|我是谁|我的账号',
  'office.people.grants_words': '权限|权限列表|谁有权限|授权列表|角色列表',
  'office.people.withdraw_words': '收回权限|收回授权|收回',
  'office.people.invite_words': '邀请',
  'office.people.role_words.administrator': '管理员',
  'office.people.role_words.coordinator': '征集协调人|协调人|协调员',
  'office.people.role_words.reviewer': '评审专家|评审|审核人|专家',
  'office.people.all_calls_words': '全部|所有|全部征集|所有征集',
  'office.people.all_calls': '全部征集',
  'office.people.units': '单位：{names}',
  'office.people.fields': '领域：{names}',
  'office.people.grant': '{role}（{limits}）',
  'office.people.link':
    '绑定码：{code}\n换到另一个渠道（企业微信、Teams 或网页），对我说“绑定 {code}”。十分钟内有效，只能用一次，别转给别人。',
  'office.people.link_ask':
    '这个绑定码有效。确认以后，这个账号和发码的账号就算同一个人：两边的草稿合到一起（这边 {count} 份），权限也合到一起。确认吗？',
  'office.people.linked': '绑定好了。两边的草稿现在都能看到，说“我的草稿”看一下。',
  'office.people.link_self': '绑定码要在另一个渠道用；这个账号本来就是您的。',
  'office.people.wrong': '这个码不对，或者已经用过、过期了。请核对一下，或者请对方重新发一个。',
  'office.people.locked': '连着几次都不对，先停一会儿。十五分钟以后再试。',
  'office.people.claim_ask': '认领码有效。确认以后，您就是这套系统的管理员和全部征集的协调人。确认吗？',
  'office.people.granted': '好，您现在是{grants}。能做什么，说“帮助”看一下。',
  'office.people.granted_already': '您本来就有这项权限：{grants}。邀请码没有用掉。',
  'office.people.invited':
    '邀请码：{code}\n给{grant}用。请对方对我说“邀请码 {code}”。七天内有效，只能用一次。',
  'office.people.invite_how':
    '请说清楚请谁、哪个征集，比如“邀请评审 {call}”“邀请评审 {call} 单位=某某大学”“邀请协调人 {call}”“邀请管理员”。',
  'office.people.me': '您是{grants}。',
  'office.people.me_none': '您是填报人：自己的草稿都归您管。{accounts}',
  'office.people.accounts': '绑定了 {count} 个账号。',
  'office.people.grants_none':
    '除了设置里写明的管理员，还没有给谁权限。说“邀请协调人”“邀请评审”加上征集的名字，可以请人来。',
  'office.people.grants_head': '现在有这些权限：',
  'office.people.grants_line': '{number}. {name}：{grant}',
  'office.people.grants_tail': '要收回哪一项，说“收回 2”这样的话。',
  'office.people.withdraw_ask': '要收回 {name} 的{grant}，确认吗？',
  'office.people.withdraw_none': '没有这一项。说“权限”看看编号。',
  'office.people.withdraw_last': '这是最后一位管理员，收回以后就没人能管理权限了。请先邀请另一位管理员。',
  'office.people.withdrawn': '已经收回 {name} 的{grant}。',
  'office.people.changed': '权限刚有变动，请再看一遍：说“权限”。',
  'office.people.claim_code':
    '还没有管理员。第一位管理员请在聊天里说“认领 {code}”（24 小时内有效，只能用一次）。',
};
