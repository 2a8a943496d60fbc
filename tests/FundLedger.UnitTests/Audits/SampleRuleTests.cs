using System.Globalization;
using FundLedger.Domain.Audits;
using FundLedger.Domain.Statements;
using NodaTime;

namespace FundLedger.UnitTests.Audits;

public sealed class SampleRuleTests
{
    private static readonly string[] Keys =
        [.. Enumerable.Range(1, 240).Select(line => string.Create(CultureInfo.InvariantCulture, $"PC-2021-00001/{line}"))];

    [Fact]
    public void The_order_of_the_keys_does_not_matter_and_the_seed_does()
    {
        var drawn = SampleRule.Draw(2026, Keys, 24);
        Assert.Equal(24, drawn.Distinct().Count());
        Assert.Equal(drawn, SampleRule.Draw(2026, Keys.Reverse(), 24));
        Assert.Equal(drawn.Take(10), SampleRule.Draw(2026, Keys, 10));
        Assert.NotEqual(drawn, SampleRule.Draw(2027, Keys, 24));
        Assert.Equal(SampleRule.DigestOf(Keys), SampleRule.DigestOf(Keys.Reverse()));
        Assert.NotEqual(SampleRule.DigestOf(Keys), SampleRule.DigestOf(Keys.Skip(1)));
    }

    // printf '2026/PC-2021-00001/N' | sha256sum for each N, sorted by the sum.
    [Fact]
    public void Another_program_draws_the_same() =>
        Assert.Equal(["PC-2021-00001/12", "PC-2021-00001/205", "PC-2021-00001/180"], SampleRule.Draw(2026, Keys, 3));

    [Theory]
    [InlineData("Q106-20210101-20210331-V1", "Q106", 1, null)]
    [InlineData(" q106-20210101-20210331-n40 ", "Q106", null, 40L)]
    [InlineData("A-B-20210101-20210331-V2", "A-B", 2, null)]
    public void The_name_of_a_statement_is_read_as_it_is_written(string typed, string fund, int? version, long? log)
    {
        var id = StatementId.Read(typed);
        Assert.Equal(new StatementId(fund, new LocalDate(2021, 1, 1), new LocalDate(2021, 3, 31), version, log), id);
        Assert.Equal(typed.Trim().ToUpperInvariant(), id!.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Q106")]
    [InlineData("Q106-20210101-20210331-V")]
    [InlineData("Q106-20210331-20210101-V1")]
    [InlineData("Q106-20210230-20210331-V1")]
    [InlineData("Q106-20210101-20210331-V9999999999")]
    public void What_is_no_name_is_none(string? typed) => Assert.Null(StatementId.Read(typed));
}
