using FundLedger.Features.Audit;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>
/// Books with goods, transfers, a reopened month, a frozen report and a sample: each pass that minds says what must be and what is.
/// </summary>
public sealed class EveryPassTests(EveryPassLedger books) : IClassFixture<EveryPassLedger>
{
    private const string Records = """
        hash-log:86 entries:22 documents:21 closings:14 periods:22 pool-balances:6 money-balances:2 days:8 commitments:2 roles:21
        references:18 checkpoints:9 vouchers:13 donors:6 turnovers:15 requests:31 decisions:50 transfers:32 adjustments:12 identity-looks:0
        child-events:0 numbers:30 norm-uses:22 norm-totals:16 request-keys:2 goods:8 statements:2 reports:3 samples:2 anchors:9
        """;

    [Fact]
    public async Task Honest_books_are_right_and_each_pass_says_how_much_it_compared()
    {
        var verification = await Told.VerifyAsync(books.Audited, "Q106");
        Assert.Equal((PassState.Ok, ""), (verification.State, Told.Of(verification)));
        Assert.Equal(Records.ReplaceLineEndings(" "), Told.Records(verification));
    }

    [Theory]
    [MemberData(nameof(LaterDeeds.Names), MemberType = typeof(LaterDeeds))]
    public async Task What_was_forged_is_told(string deed) =>
        await Documented.GoldenAsync($"Forged/later-{deed}", await Told.OfAsync(books.Audited, "Q106", LaterDeeds.All[deed]));
}
