# SPDX-FileCopyrightText: 2026 The Schoonnet authors
# SPDX-License-Identifier: EUPL-1.2
#
# Made the values that NpmleReferenceTests carries. Run with: Rscript npmle.R
# (R 4.x, package survival from Debian; the versions it ran with are printed below.)
library(survival)
options(digits = 12)
cat(R.version.string, "survival", as.character(packageVersion("survival")), "\n")

# 60 items, made by arithmetic so that Java makes the same ones. Left ends are whole, right ends end in .5, so that
# closed and half-open intervals mean the same. Every seventh is right-censored, every fifth starts at 0.
i <- 1:60
left <- (i * 37) %% 53
left[i %% 5 == 0] <- 0
right <- left + 2.5 + (i * 29) %% 17
right[i %% 7 == 0] <- NA
fit <- survfit(Surv(left, right, type = "interval2") ~ 1, conf.type = "none")
cat("Turnbull, interval-censored\n")
at <- c(10, 20, 25, 35, 45)
# survfit puts mass in the middle of its interval; these times lie in none
print(data.frame(time = at, survival = summary(fit, times = at, extend = TRUE)$surv))

# 40 items with exact ends or right-censored, entered late.
i <- 1:40
entry <- (i * 13) %% 11
end <- entry + 1 + (i * 23) %% 31
event <- as.integer(i %% 4 != 0)
cat("Product-limit with delayed entry\n")
fit <- survfit(Surv(entry, end, event) ~ 1, conf.type = "none")
print(data.frame(time = fit$time, n.risk = fit$n.risk, n.event = fit$n.event, survival = fit$surv))
