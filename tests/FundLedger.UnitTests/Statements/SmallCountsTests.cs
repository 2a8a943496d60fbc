using FundLedger.Domain.Statements;
using Xunit;

namespace FundLedger.UnitTests.Statements;

public sealed class SmallCountsTests
{
    [Fact]
    public void A_count_under_five_is_left_out_with_what_it_could_be_computed_from()
    {
        var shown = SmallCounts.Shown([[20, 3], [30, 40]]);
        Assert.Null(shown[0][1]);
        Assert.True(shown[0].Count(cell => cell is null) >= 2);
        Assert.True(shown.Count(row => row[1] is null) >= 2);
    }

    [Fact]
    public void Nothing_is_left_out_where_nothing_is_small()
    {
        Assert.Equal([[20, 0, 20], [30, 40, 70], [50, 40, 90]], SmallCounts.Shown([[20, 0], [30, 40]]));
        Assert.Equal([[0, 0], [0, 0]], SmallCounts.Shown([[0]]));
        Assert.Equal([[0]], SmallCounts.Shown([]));
    }

    [Fact]
    public void A_single_small_count_takes_its_totals_with_it() =>
        Assert.All(SmallCounts.Shown([[4]]), row => Assert.All(row, Assert.Null));

    // For each table of five hundred: no sum of rows and columns that are shown determines a count that is not.
    [Fact]
    public void No_count_that_is_left_out_can_be_computed_by_subtraction()
    {
#pragma warning disable CA5394 // Not a secret: the same tables each time are what is wanted.
        var random = new Random(1602);
        for (var i = 0; i < 500; i++)
        {
            var width = 1 + random.Next(6);
            var counts = Enumerable.Range(0, 1 + random.Next(6))
                .Select(_ => Enumerable.Range(0, width).Select(_ => random.Next(4) == 0 ? random.Next(5) : random.Next(60)).ToArray()).ToArray();
            var shown = SmallCounts.Shown(counts);
            Assert.All(shown.SelectMany(row => row), cell => Assert.False(cell is > 0 and < SmallCounts.Least));
            Assert.Empty(Determined(shown));
        }
#pragma warning restore CA5394
    }

    [Fact]
    public void What_is_shown_is_what_was_counted()
    {
        List<int[]> counted = [[7, 2, 9, 18], [1, 30, 11, 42], [8, 32, 20, 60]];
        var shown = SmallCounts.Shown([[7, 2, 9], [1, 30, 11]]);
        Assert.All(
            shown.Zip(counted),
            pair => Assert.All(pair.First.Zip(pair.Second), cell => Assert.True(cell.First is null || cell.First == cell.Second)));
    }

    /// <summary>
    /// The hidden cells that the equations "cells of a row, or of a column, add up to its total" fix: by elimination over the hidden ones,
    /// a cell is fixed when it stands alone in a row of the reduced form.
    /// </summary>
    private static List<int> Determined(int?[][] shown)
    {
        var hidden = (from r in Enumerable.Range(0, shown.Length)
                      from c in Enumerable.Range(0, shown[0].Length)
                      where shown[r][c] is null
                      select (r, c)).ToList();
        var (lastRow, lastColumn) = (shown.Length - 1, shown[0].Length - 1);
        var lines = Enumerable.Range(0, shown.Length).Select(r => hidden.Select(cell => cell.r != r ? 0.0 : cell.c == lastColumn ? -1 : 1).ToArray())
            .Concat(Enumerable.Range(0, shown[0].Length).Select(c => hidden.Select(cell => cell.c != c ? 0.0 : cell.r == lastRow ? -1 : 1).ToArray()))
            .ToList();
        Reduce(lines, hidden.Count);
        return [.. lines.Where(line => line.Count(IsSome) == 1).Select(line => Array.FindIndex(line, IsSome))];

        static bool IsSome(double value) => Math.Abs(value) > 1e-9;
    }

    private static void Reduce(List<double[]> lines, int width)
    {
        var next = 0;
        for (var column = 0; column < width && next < lines.Count; column++)
        {
            var pivot = lines.FindIndex(next, line => Math.Abs(line[column]) > 1e-9);
            if (pivot < 0) continue;
            (lines[next], lines[pivot]) = (lines[pivot], lines[next]);
            lines[next] = [.. lines[next].Select(value => value / lines[next][column])];
            foreach (var other in Enumerable.Range(0, lines.Count).Where(i => i != next))
            {
                var factor = lines[other][column];
                lines[other] = [.. lines[other].Select((value, i) => value - (factor * lines[next][i]))];
            }

            next++;
        }
    }

    [Fact]
    public void What_a_part_of_the_period_left_out_stays_out_of_the_whole()
    {
        var shown = SmallCounts.Shown([[20, 9], [30, 40]], (row, column) => (row, column) == (0, 1));
        Assert.Null(shown[0][1]);
        Assert.True(shown.Sum(row => row.Count(cell => cell is null)) >= 4);
        Assert.Equal(["2021-Q1", "2021-Q2"], ReportPeriod.Parse("2021-H1")!.Parts.Select(part => part.Code));
        Assert.Equal(6, ReportPeriod.Parse("2021")!.Parts.Count);
        Assert.Empty(ReportPeriod.Parse("2021-Q3")!.Parts);
    }
}
