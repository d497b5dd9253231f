/** The page's start: tells the styles that scripts run. */
document.documentElement.dataset.script = 'on';
