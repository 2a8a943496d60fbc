-- Who sums a year by its months would miss, or count twice, what stands on another day of them.
ALTER TABLE monthly_turnovers ADD CONSTRAINT turnover_month_starts_on_first CHECK (extract(day FROM month) = 1);
