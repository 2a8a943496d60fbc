using FundLedger.Features.Audit;
using FundLedger.Features.Checkpoints;
using FundLedger.Testing;
using Npgsql;

namespace FundLedger.IntegrationTests.Audit;

public sealed class VerifyLedgerTests(AuditedLedger audited) : IClassFixture<AuditedLedger>
{
    private static readonly string[] Passes =
    [
        "hash-log", "entries", "documents", "closings", "periods", "pool-balances", "money-balances", "days", "commitments", "roles",
        "references", "checkpoints", "vouchers", "donors", "turnovers", "requests", "decisions", "transfers", "adjustments", "identity-looks",
        "child-events", "numbers",
        "norm-uses", "norm-totals", "request-keys", "goods", "statements", "reports", "samples", "coverage",
    ];

    [Fact]
    public async Task Honest_books_are_right_in_every_pass_and_every_pass_looked_at_something()
    {
        var verification = await audited.Verify();
        Assert.All(
            verification.Passes,
            pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
        Assert.Equal(Passes, verification.Passes.Select(pass => pass.Name));
        Assert.All(verification.Passes, pass => Assert.True(pass.Records > 0 || pass.Name is "transfers" or "goods" or "reports" or "samples", pass.Name));
        Assert.Equal(PassState.Ok, verification.State);
        Assert.Equal(14, verification.Funds.Count);
    }

    [Fact]
    public async Task One_fund_is_verified_alone()
    {
        var verification = await audited.Verify(TamDuong.BinhLu);
        Assert.Equal([TamDuong.BinhLu], verification.Funds);
        Assert.Equal(PassState.Ok, verification.State);
    }

    [Fact]
    public async Task A_user_verifies_the_funds_of_that_user()
    {
        var verification = await audited.Ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.Equal([TamDuong.BinhLu, TamDuong.District], verification.Funds);
        Assert.Equal(PassState.Ok, verification.State);
    }

    [Fact]
    public async Task A_fund_that_is_not_there_is_not_vouched_for() =>
        Assert.Equal("fund-not-found", (await audited.Ledger.Send(TamDuong.Auditor, new VerifyLedger("Q999"))).Error?.Code);

    [Fact]
    public async Task Each_pass_says_how_much_it_compared_and_which_tables_none_looks_at()
    {
        var verification = await Told.VerifyAsync(audited, null);
        Assert.Equal((PassState.Ok, ""), (verification.State, Told.Of(verification)));
        await Documented.GoldenAsync("verified", Told.Records(verification).Replace(' ', '\n'));
        var outside = Exemptions.All.Where(one => one.Columns is null).Select(one => one.Table).Order(StringComparer.Ordinal);
        Assert.Equal("not verified: " + string.Join(", ", outside), verification.Passes.Single(pass => pass.Name == "coverage").Note?.En);
    }

    [Fact]
    public async Task Anchors_out_of_order_or_of_funds_that_cannot_be_read_are_told()
    {
        var anchors = audited.Anchors;
        var turned = await audited.Done(new VerifyLedger { Anchors = anchors.Reverse() });
        Assert.Equal(
            new WrongRecord(anchors[^2].Fund, "anchor", $"{anchors[^2].No}", "no", $"after {anchors[^1].No}", $"{anchors[^2].No}"),
            turned.Passes.Single(pass => pass.Name == "anchors").FirstWrong);
        var narrowed = await audited.Done(new VerifyLedger("Q106") { Anchors = anchors });
        Assert.Equal(3 * anchors.Count(line => line.Fund == "Q106"), narrowed.Passes.Single(pass => pass.Name == "anchors").Records);
        var seen = await audited.Ledger.Done(TamDuong.Auditor, new VerifyLedger
        {
            Anchors = anchors, CheckpointKey = CheckpointKey.FindPublic(audited.Ledger.Folder),
        });
        var hidden = anchors.First(line => line.Fund is not ("Q106" or "Q03412"));
        Assert.Equal(
            new VerifiedPass(
                "anchors", 3 * anchors.Count(line => line.Fund is "Q106" or "Q03412"), PassState.Incomplete, null,
                new(
                    $"Ở đây không đọc được quỹ {hidden.Fund} của điểm đối chiếu lưu bên ngoài số {hidden.No}.",
                    $"The fund {hidden.Fund} of anchor {hidden.No} cannot be read here.")),
            seen.Passes.Single(pass => pass.Name == "anchors"));
    }

    [Theory]
    [InlineData("42501", true)]
    [InlineData("22003", true)]
    [InlineData("XX000", false)]
    [InlineData("57014", false)]
    public async Task A_refusal_of_the_database_ends_the_pass_and_its_own_error_everything(string state, bool isOfThePass) =>
        await Guarded(new PostgresException("permission denied", "ERROR", "ERROR", state), isOfThePass);

    [Fact]
    public async Task A_lost_connection_ends_everything_and_unusable_content_the_pass()
    {
        await Guarded(new NpgsqlException("lost"), false);
        await Guarded(new OperationCanceledException("stopped"), false);
        await Guarded(new InsufficientMemoryException("full"), false);
        await Guarded(new InvalidDataException("unusable"), true);
    }

    private async Task Guarded(Exception failure, bool isOfThePass)
    {
        var (first, second) = (new PassTally("roles"), new PassTally("donors"));
        await audited.Read(async db =>
        {
            var run = PassGuard.RunAsync(db, () => Task.FromException(failure), [first, second], Ledger.Token);
            if (isOfThePass) await run;
            else Assert.Same(failure, await Assert.ThrowsAnyAsync<Exception>(() => run));
        });
        var note = isOfThePass ? failure.Message : null;
        Assert.Equal((note, note), (first.Close().Note?.En, second.Close().Note?.Vi));
        Assert.Equal(isOfThePass ? PassState.Incomplete : PassState.Ok, first.Close().State);
    }
}
