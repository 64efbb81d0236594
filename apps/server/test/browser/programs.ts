/** Browsers that the tests can drive, the best first: that one draws no window, which is a third of the work. */
export const browserPrograms = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
