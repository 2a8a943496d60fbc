using FundLedger.Features.Setup;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Setup;

/// <summary>Tables that the operator loads, and loads again; and the mails that wait.</summary>
public sealed class ReferenceLoadTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string CountsSql = """
        SELECT concat_ws(' ', (SELECT count(*) FROM child_classes), (SELECT count(*) FROM class_versions), (SELECT count(*) FROM support_kinds),
            (SELECT count(*) FROM source_kinds), (SELECT count(*) FROM accounts), (SELECT count(*) FROM adjustable_accounts),
            (SELECT count(*) FROM regime_maps), (SELECT count(*) FROM occasions), (SELECT count(*) FROM occasion_dates))
        """;

    private readonly Ledger ledger = new(cluster);

    private string Owner => ledger.Database.Owner;

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task What_is_the_same_for_every_fund_is_loaded_once_however_often()
    {
        var before = await ledger.Ask<string>(CountsSql);
        Assert.StartsWith("19 ", before, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0", before, StringComparison.Ordinal);
        await LoadReference.RunAsync(Owner, Ledger.Token);
        Assert.Equal(before, await ledger.Ask<string>(CountsSql));
    }

    [Fact]
    public async Task A_unit_gets_its_fund_once()
    {
        const string Units = "code,name,level,parent_code,valid_from,valid_to\n990,Huyện Thử,district,,,\n99001,Xã Thử Một,commune,990,,\n";
        Assert.Equal(2, await OpenAsync(Units));
        Assert.Equal(0, await OpenAsync(Units));
        Assert.Equal(1, await OpenAsync(Units + "99002,Xã Thử Hai,commune,990,,\n"));
        Assert.Equal(
            "Q990 Quỹ Bảo trợ trẻ em huyện Thử, Q99001 Quỹ Bảo trợ trẻ em xã Thử Một, Q99002 Quỹ Bảo trợ trẻ em xã Thử Hai",
            await ledger.Ask<string>("SELECT string_agg(code || ' ' || name_vi, ', ' ORDER BY code) FROM funds WHERE code LIKE 'Q990%'"));
    }

    [Fact]
    public async Task A_class_of_the_commune_gets_its_row_and_its_versions()
    {
        const string Classes = "class_code,subgroup_no,valid_from,valid_to,name_vi,name_en,source,is_confirmed\n"
            + "lone,0,2021-01-01,,Trẻ em sống một mình,Children who live alone,Nghị quyết,true\nlone,1,2021-01-01,,Không người thân,No kin,Nghị quyết,false\n";
        var before = await ledger.Ask<long>("SELECT count(*) FROM class_versions");
        for (var i = 0; i < 2; i++)
        {
            using var text = new StringReader(Classes);
            Assert.Equal(before + 2, await LoadClasses.RunAsync(Owner, text, Ledger.Token));
        }

        Assert.Equal("Trẻ em sống một mình internal", await ledger.Ask<string>(
            "SELECT name_vi || ' ' || privacy_tier FROM child_classes WHERE class_code = 'lone'"));
    }

    [Fact]
    public async Task Mails_that_have_not_left_are_listed_and_made_due_again()
    {
        Assert.Empty(await MailOutbox.ListAsync(Owner, Ledger.Token));
        Assert.Equal(0, await MailOutbox.AgainAsync(Owner, Ledger.Token));
        await SetMailAddress.RunAsync(Owner, TamDuong.Approver, "duyet@example.org", Ledger.Token);
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        var waiting = Assert.Single(await MailOutbox.ListAsync(Owner, Ledger.Token));
        Assert.Equal(("Q106", "duyet", 0, false, null), (waiting.Fund, waiting.User, waiting.Tries, waiting.IsGivenUp, waiting.LastFailure));
        Assert.Equal(1, await MailOutbox.AgainAsync(Owner, Ledger.Token));
        Assert.Single(await MailOutbox.ListAsync(Owner, Ledger.Token));
    }

    private async Task<long> OpenAsync(string units)
    {
        using var text = new StringReader(units);
        return await OpenFunds.RunAsync(Owner, text, new LocalDate(2021, 1, 1), "TT107", Ledger.Token);
    }
}
