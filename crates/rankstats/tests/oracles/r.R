# Writes r.json: what R and its package psych say.
#
# Rscript r.R    (made with R 4.2.2, psych 2.2.9; Debian: r-base-core, r-cran-psych)
#
# Williams' t from psych's r.test, Fisher's interval from its r.con, partial correlations from its partial.r; Pearson,
# Spearman and tau-b from cor, corrected p-values from p.adjust. psych has no test of Meng, no Zou interval and Steiger's Z
# only for correlations without a common variable; cocor, which has all three, is not in Debian: for these the formulas in
# comparing.py, checked against worked examples, stand alone.

suppressMessages(library(psych))

number <- function(value) ifelse(is.nan(value) | is.na(value), "null", sprintf("%.17g", value))
list_of <- function(values) paste0("[", paste(number(values), collapse = ","), "]")
object <- function(...) {
  fields <- list(...)
  paste0("{", paste(sprintf("\"%s\":%s", names(fields), fields), collapse = ","), "}")
}

lines <- c()
pairs <- rbind(
  c(0.3, 0.4, 0.5, 100), c(0.4, 0.6, 0.5, 103), c(0.63, -0.03, -0.19, 15), c(0.396, 0.179, 0.088, 66),
  c(0.8687, 0.7412, 0.8123, 9226), c(0.446, 0.45, 0.71, 15191), c(-0.36, -0.25, 0.55, 4114),
  c(0.62, 0.6, 0.95, 423624), c(0.5, 0.2, 0.8, 50)
)
for (row in seq_len(nrow(pairs))) {
  case <- pairs[row, ]
  test <- r.test(n = case[4], r12 = case[1], r13 = case[2], r23 = case[3])
  interval <- r.con(case[1], case[4], p = 0.95)
  lines <- c(lines, object(
    kind = "\"pair\"", first = number(case[1]), second = number(case[2]), between = number(case[3]),
    n = number(case[4]),
    # r.test reports the larger less the smaller; the sign is that of first less second.
    williams = number(abs(unname(test$t))), williams_p = number(unname(test$p)),
    fisher = list_of(interval)
  ))
}

# Columns from a small generator of integers, so that ties are there and nothing depends on R's own generator.
state <- 7
draw <- function(count, values) {
  result <- numeric(count)
  for (i in seq_len(count)) {
    state <<- (state * 16807) %% 2147483647
    result[i] <- floor(state / 2147483647 * values)
  }
  result
}
for (shape in list(c(10, 1e9), c(50, 1e9), c(60, 7), c(200, 3), c(301, 40), c(500, 1e9))) {
  n <- shape[1]
  z <- draw(n, shape[2])
  x <- z + draw(n, shape[2])
  y <- 2 * z + draw(n, shape[2])
  ranks <- cor(cbind(x, y, z), method = "spearman")
  taus <- cor(cbind(x, y, z), method = "kendall")
  given <- function(matrix) partial.r(matrix, 1:2, 3)[1, 2]
  lines <- c(lines, object(
    kind = "\"columns\"", x = list_of(x), y = list_of(y), z = list_of(z),
    pearson = number(cor(x, y)), spearman = number(ranks[1, 2]), kendall = number(taus[1, 2]),
    partial_spearman = number(given(ranks)), partial_kendall = number(given(taus))
  ))
}
for (p in list(c(0.01, 0.04, 0.03), c(0.5, 0.001, 0.02, 0.02, 0.9), 1:20 / 400, c(0.2))) {
  lines <- c(lines, object(
    kind = "\"p\"", p = list_of(p), holm = list_of(p.adjust(p, "holm")), bh = list_of(p.adjust(p, "BH"))
  ))
}
writeLines(paste0("[", paste(lines, collapse = ",\n"), "]"), "r.json")
