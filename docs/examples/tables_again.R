# Makes two tables of a run again from its raw rows, with R alone over CSV.
#
#     Rscript docs/examples/tables_again.R RUN
#
# RUN is the folder of a run that was made with --keep-replicates. Made again and compared are
#
# 1. tables/targets.csv: in how many replicates each target was met, its probability, and what it counted (mean, P50, P80);
# 2. tables/money_plan.csv: what each fund and all funds spent over all years (mean, P50, P80).
#
# Ends with 1 if anything differs, with the row and both numbers. No package is needed; of many replicates,
# data.table::fread(file) reads the rows faster.

folder <- commandArgs(trailingOnly = TRUE)
if (length(folder) != 1) stop("which run? Rscript docs/examples/tables_again.R RUN")
# Names of columns are kept as they are: they have dots and dashes.
read <- function(name) {
  read.csv(file.path(folder, name), fileEncoding = "UTF-8-BOM", check.names = FALSE, stringsAsFactors = FALSE)
}

# The least value at or below which at least this share of the values lie: Hyndman and Fan's type 1.
least <- function(values, share) {
  ordered <- sort(values)
  ordered[max(1, ceiling(share * length(ordered) - 1e-9))]
}

done <- 0
wrong <- 0
compare <- function(what, table, again, within) {
  done <<- done + 1
  if (is.na(table) || !(abs(table - again) <= within)) {
    wrong <<- wrong + 1
    cat(sprintf("DIFFERS %s: %s in the table, %s from the rows\n", what, format(table, digits = 15),
                format(again, digits = 15)))
  }
}

rows <- read("replicates.csv")

# Tables round means of money to a hundredth of a yuan, probabilities to six places and counted values to four.
targets <- read("tables/targets.csv")
for (at in seq_len(nrow(targets))) {
  one <- targets[at, ]
  name <- paste0("target.", one$target, ".", one$reading)
  met <- rows[[paste0(name, ".met")]]
  value <- rows[[paste0(name, ".value")]]
  compare(paste(name, "count"), one$count, sum(met), 0)
  compare(paste(name, "probability"), one$probability, mean(met), 0.51e-6)
  value <- value[!is.na(value)]
  if (length(value) == 0) next
  compare(paste(name, "mean"), one$mean, mean(value), 0.51e-4)
  for (share in c(50, 80)) {
    again <- least(value, share / 100)
    compare(paste0(name, " p", share), one[[paste0("p", share)]], again, 0.51e-4 + abs(again) * 2^-13)
  }
}

# Quantiles of money are kept to one part in 512: the table has the least amount seen in the bin that the quantile lies in.
lines <- read("tables/money.csv")
lines <- lines[lines$quantity == "spend", ]
plan <- read("tables/money_plan.csv")
plan <- plan[plan$quantity == "spend", ]
for (at in seq_len(nrow(plan))) {
  one <- plan[at, ]
  # The row without a fund is of all of them.
  all_funds <- is.na(one$fund) || one$fund == ""
  own <- if (all_funds) lines else lines[lines$fund == one$fund, ]
  total <- rowSums(rows[paste("spend", own$line, own$fiscal_year, sep = ".")])
  name <- paste("spend of", if (all_funds) "all funds" else one$fund)
  compare(paste(name, "mean"), one$mean, mean(total), 0.0051)
  for (share in c(50, 80)) {
    again <- least(total, share / 100)
    compare(paste0(name, " p", share), one[[paste0("p", share)]], again, abs(again) * 2^-9)
  }
}

cat(sprintf("%d numbers from %d replicates; %d differ\n", done, nrow(rows), wrong))
quit(status = if (wrong > 0 || done == 0) 1 else 0)
