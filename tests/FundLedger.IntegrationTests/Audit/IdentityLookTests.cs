using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>A look at an identity is sealed in the log of the fund of the child's commune, and tells that log no child and no reason.</summary>
public sealed class IdentityLookTests(Books books) : IClassFixture<Books>
{
    private const string Reason = "Đối chiếu giấy khai sinh";

    private const string EventsSql = """
        SELECT f.code || ' ' || e.actor FROM identity_access_events e JOIN funds f USING (fund_id) ORDER BY e.access_no
        """;

    private const string HiddenSql = """
        SELECT count(*) FROM identity_access_events e, identity_accesses a
        WHERE strpos(to_jsonb(e)::text, a.reason) > 0 OR strpos(to_jsonb(e)::text, a.beneficiary_code) > 0
        """;

    private const string OpenSql = "SELECT count(*) FROM open_identity(@Child, @Reason)";

    [Fact]
    public async Task Each_look_is_a_link_of_the_log_and_is_verified()
    {
        var before = (await books.Ledger.List<string>(EventsSql)).Count;
        await books.Ledger.Done(TamDuong.Officer, new OpenIdentity(TamDuong.BinhLu, Guid.NewGuid(), books.Poor[1], Reason));
        var events = await books.Ledger.List<string>(EventsSql);
        Assert.Equal((before + 1, $"{TamDuong.BinhLu} {TamDuong.Officer}"), (events.Count, events[^1]));
        Assert.Equal(0, await books.Ledger.Ask<long>(HiddenSql));
        var verification = await books.Ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verification.Passes, pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En}"));
        Assert.True(verification.Passes.Single(pass => pass.Name == "identity-looks").Records > 0);
    }

    [Fact]
    public async Task A_look_that_is_not_allowed_leaves_nothing_in_the_log()
    {
        var before = await books.Ledger.List<string>(EventsSql);
        Books.Refused(
            await books.AsApplication(TamDuong.OtherOfficer, OpenSql, new { Child = books.Poor[1], Reason }), Books.BrokenCheck, "actor_has_role");
        Assert.Equal(before, await books.Ledger.List<string>(EventsSql));
    }
}
