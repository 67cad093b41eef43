# SPDX-FileCopyrightText: 2026 The Schoonnet authors
# SPDX-License-Identifier: EUPL-1.2
#
# The second method for KaplanMeierTests, AalenJohansenTests, LogRankTests and SieveTests: prints the values that they
# carry, made with R 4.2.2 and package survival 3.5-3 (Debian 12: r-base-core, r-cran-survival).
#
#   Rscript takedown/src/test/r/curves.R [write]
#
# "write" also writes the resource mgus2-delayed.csv again.

library(survival)
options(digits = 12, width = 200)
show <- function(...) cat(..., "\n")

show("== 6-MP (Freireich et al. 1963; Gehan 1965)")
mp <- data.frame(time = c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
                 event = c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0), group = 0)
placebo <- data.frame(time = c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23), event = 1, group = 1)
fit <- survfit(Surv(time, event) ~ 1, mp, conf.type = "log-log")
print(summary(fit)[c("time", "n.risk", "n.event", "surv", "std.err", "lower", "upper")])
print(quantile(fit, c(0.1, 0.25, 0.5)))
print(summary(fit, rmean = 30)$table)
fit <- survfit(Surv(time, event) ~ 1, placebo, conf.type = "log-log")
print(quantile(fit, c(1 / 21, 5 / 21, 0.25, 0.5)))
print(summary(fit, rmean = 12)$table)
both <- rbind(mp, placebo)
test <- survdiff(Surv(time, event) ~ group, both)
print(c(test$chisq, test$exp))

show("== delayed entry, weights: mgus2 (Kyle et al. 2002), 80 patients, made-up entries")
d <- mgus2[seq(3, by = 17, length.out = 80), ]
d$etime <- with(d, ifelse(pstat == 0, futime, ptime))
d$cause <- with(d, ifelse(pstat == 0, 2 * death, 1))
d$entry <- (d$id * 7) %% 40
d <- d[d$etime > d$entry, ]
d$weight <- 1 + d$id %% 3
d$group <- d$id %% 3
if ("write" %in% commandArgs(TRUE)) {
    file <- "takedown/src/test/resources/nl/schoonnet/takedown/curve/mgus2-delayed.csv"
    writeLines(c("entry,time,cause,weight,group",
                 with(d, paste(entry, etime, cause, weight, group, sep = ","))), file)
}
at <- c(12, 36, 60, 120, 240)
all <- survfit(Surv(entry, etime, cause > 0) ~ 1, d, conf.type = "log-log")
print(summary(all, times = at)[c("n.risk", "surv", "std.err", "lower", "upper")])
steps <- which(all$n.event > 0)[c(1, 5, 10, 20, 30)]
print(rbind(all$time[steps], all$n.risk[steps], all$n.event[steps]))
print(quantile(all, c(0.25, 0.5, 0.75)))
print(summary(all, rmean = 120)$table)
weighted <- survfit(Surv(entry, etime, cause > 0) ~ 1, d, weights = weight, conf.type = "log-log")
print(summary(weighted, times = at)[c("n.risk", "surv", "std.err", "lower", "upper")])
alone <- survfit(Surv(entry, etime, cause == 1) ~ 1, d, conf.type = "log-log")
print(summary(alone, times = at)[c("surv", "lower", "upper")])

show("== Aalen-Johansen on the same")
d$state <- factor(d$cause, 0:2, c("censored", "malignancy", "death"))
d$key <- seq_len(nrow(d))
aj <- survfit(Surv(entry, etime, state) ~ 1, d, id = key, conf.type = "log-log")
print(summary(aj, times = at)[c("pstate", "std.err", "lower", "upper")])

show("== log-rank on the same, delayed entry (score test of a Cox model) and without")
for (data in list(d, subset(d, group < 2))) {
    cox <- coxph(Surv(entry, etime, cause > 0) ~ factor(group), data, ties = "exact")
    print(c(chisq = cox$score, df = length(coef(cox))))
}
test <- survdiff(Surv(etime, cause > 0) ~ group, d)
print(c(test$chisq, test$obs, test$exp))

show("== Aalen-Johansen's variance by the recursion of the state probabilities, multinomial increments")
# Andersen, Borgan, Gill & Keiding 1993, section IV.4.1.3, for one starting state; weights are repetitions.
recursion <- function(entry, time, cause, at) {
    p <- c(1, 0, 0)
    v <- matrix(0, 3, 3)
    for (u in sort(unique(time[cause > 0 & time <= at]))) {
        n <- sum(entry < u & time >= u)
        q <- c(0, sum(time == u & cause == 1), sum(time == u & cause == 2)) / n
        q[1] <- 1 - sum(q)
        step <- rbind(q, c(0, 1, 0), c(0, 0, 1))
        v <- t(step) %*% v %*% step + p[1]^2 * (diag(q) - q %o% q) / n
        p <- drop(p %*% step)
    }
    rbind(p, sqrt(pmax(0, diag(v))))
}
for (t in at) print(recursion(d$entry, d$etime, d$cause, t))

show("== without ties and delayed entry R's infinitesimal jackknife is the same: times + row/1000")
d$untied <- d$etime + d$key / 1000
u <- survfit(Surv(untied, state) ~ 1, d, conf.type = "log-log")
print(summary(u, times = at)[c("pstate", "std.err", "lower", "upper")])
for (t in at) print(recursion(rep(-1, nrow(d)), d$untied, d$cause, t))

show("== piecewise exponential by optim: breast cosmesis, radiotherapy (Finkelstein & Wolfe 1985), cells 0-12-24-60")
left <- c(45, 6, 0, 46, 46, 7, 17, 7, 37, 0, 4, 15, 11, 22, 46, 46, 25, 46, 26, 46, 27, 36, 46, 36, 37, 40, 17, 46, 11, 38,
          5, 37, 0, 18, 24, 36, 5, 19, 17, 24, 32, 33, 19, 37, 34, 36)
right <- c(Inf, 10, 7, Inf, Inf, 16, Inf, 14, 44, 8, 11, Inf, 15, Inf, Inf, Inf, 37, Inf, 40, Inf, 34, 44, Inf, 48, Inf, Inf,
           25, Inf, 18, Inf, 12, Inf, 5, Inf, Inf, Inf, 11, 35, 25, Inf, Inf, Inf, 26, Inf, Inf, Inf)
# Once as they are, once as if each had entered at half of its left end.
for (entry in list(0 * left, left / 2)) {
    edges <- c(0, 12, 24, 60)
    H <- function(h, t) sapply(t, function(x) sum(h * pmax(0, pmin(x, edges[-1]) - edges[-4])))
    minus <- function(logh) {
        h <- exp(logh)
        finite <- is.finite(right)
        -sum(H(h, entry) - H(h, left)) - sum(log(-expm1(H(h, left[finite]) - H(h, right[finite]))))
    }
    best <- optim(log(c(0.02, 0.02, 0.02)), minus, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
    print(c(best$value, exp(best$par)))
}

show("== Weibull by survreg: the same data without entries")
weibull <- survreg(Surv(ifelse(left == 0, NA, left), ifelse(is.finite(right), right, NA), type = "interval2") ~ 1)
print(c(shape = 1 / weibull$scale, loglik = weibull$loglik[1]))
