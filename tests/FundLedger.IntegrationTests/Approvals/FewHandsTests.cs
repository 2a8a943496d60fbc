using FundLedger.Cli;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Funds;
using FundLedger.Features.Setup;
using FundLedger.IntegrationTests.Api;
using FundLedger.IntegrationTests.Pages;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Approvals;

/// <summary>A fund with fewer than three persons asks for nothing that nobody could finish, and is told who helps.</summary>
public sealed class FewHandsTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly WebLedger web = new(cluster);

    private Ledger Ledger => web.Ledger;

    public ValueTask InitializeAsync() => web.InitializeAsync();

    public ValueTask DisposeAsync() => web.DisposeAsync();

    [Fact]
    public async Task What_nobody_could_pay_is_not_asked_for()
    {
        await Ledger.Given.Pool();
        await Ledger.Given.Receipt("CHUNG", 5_000_000);
        var child = (await Ledger.Given.Children(1))[0];
        await RevokeAsync(TamDuong.Cashier, "Q106:cashier");
        Assert.IsType<NobodyToPay>((await Ledger.Send(TamDuong.Accountant, Given.TetRequest("CHUNG", child))).Error);
        // An account of the one who asks is not another person.
        await GrantAsync(TamDuong.AccountantsOtherAccount, "Q106:cashier");
        Assert.IsType<NobodyToPay>((await Ledger.Send(TamDuong.Accountant, Given.TetRequest("CHUNG", child))).Error);
        // With two approvers one of them may pay; with one alone nobody is left.
        await GrantAsync(TamDuong.Approver, "Q106:cashier");
        await Ledger.Done(TamDuong.Accountant, Given.TetRequest("CHUNG", child));
        await RevokeAsync(TamDuong.SecondApprover, "Q106:approver");
        var other = (await Ledger.Given.Children(1))[0];
        Assert.IsType<NobodyToPay>((await Ledger.Send(TamDuong.Accountant, Given.TetRequest("CHUNG", other))).Error);
    }

    [Fact]
    public async Task The_pages_name_staff_of_the_unit_above_and_the_operator_gives_them_a_role()
    {
        await RevokeAsync(TamDuong.Cashier, "Q03412:cashier");
        var client = await web.As(TamDuong.Accountant);
        await (await PageForm.Open(client, "/")).Send("/choices?handler=Fund", ("fund", TamDuong.BinhLu));
        foreach (var address in (string[])["/funds/overview", "/disbursements/gifts", "/disbursements/support", "/disbursements/surgery"])
        {
            var page = await PageForm.Open(client, address);
            Assert.Contains("Quỹ chưa đủ ba người khác nhau", page.Text, StringComparison.Ordinal);
            Assert.Contains("Thủ quỹ", page.Text, StringComparison.Ordinal);
            Assert.Contains("fundledger user grant --name", page.Text, StringComparison.Ordinal);
            Assert.Contains("--role Q03412:cashier", page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.Done, await RunAsync("user", "grant", "--name", TamDuong.Cashier, "--role", "Q03412:cashier"));
        var hands = await Ledger.Done(TamDuong.Accountant, new GetFundHands(TamDuong.BinhLu));
        Assert.Equal((true, 1), (hands.IsEnough, hands.Payers));
        Assert.DoesNotContain("chưa đủ ba người", (await PageForm.Open(client, "/funds/overview")).Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, await RunAsync("user", "grant", "--name", "khongco", "--role", "Q03412:cashier"));
        Assert.Equal(ExitCode.Refused, await RunAsync("user", "grant", "--name", TamDuong.Cashier, "--role", "Q99999:cashier"));
    }

    [Fact]
    public async Task Two_accounts_of_one_person_are_one_person()
    {
        await RevokeAsync(TamDuong.SecondAccountant, "Q106:fund_accountant");
        await RevokeAsync(TamDuong.Approver, "Q106:approver");
        await RevokeAsync(TamDuong.SecondApprover, "Q106:approver");
        var hands = await Ledger.Done(TamDuong.Accountant, new GetFundHands(Given.Fund));
        Assert.Equal((1, 1, 1, false), (hands.Askers, hands.Approvers, hands.Payers, hands.IsEnough));
    }

    [Fact]
    public async Task Who_asked_approved_or_pays_does_not_take_the_money()
    {
        await Ledger.Given.Pool();
        await Ledger.Given.Receipt("CHUNG", 5_000_000);
        var id = await Ledger.Given.Approved("CHUNG", await Ledger.Given.Children(1));
        foreach (var name in (string[])["Kế toán Quỹ", " chủ tịch hội đồng quỹ", "THỦ QUỸ"])
        {
            var payment = Ledger.Given.Payment(id) with { Payee = name };
            Assert.IsType<ReceiverTookPart>((await Ledger.Send(TamDuong.Cashier, payment)).Error);
        }

        await Ledger.Done(TamDuong.Cashier, Ledger.Given.Payment(id) with { Payee = "Kế toán Quỹ (người giám hộ)" });
    }

    private Task RevokeAsync(string user, string role) => RevokeRole.RunAsync(Ledger.Database.Owner, user, [Of(role)], Ledger.Token);

    private Task<long> GrantAsync(string user, string role) => GrantRole.RunAsync(Ledger.Database.Owner, user, [Of(role)], Ledger.Token);

    private static (string Fund, string Role) Of(string role) => (role.Split(':')[0], role.Split(':')[1]);

    private async Task<int> RunAsync(params string[] args)
    {
        Dictionary<string, string> variables = new()
        {
            ["FUNDLEDGER_DATABASE"] = Ledger.Database.Administrator, ["FUNDLEDGER_DATA"] = Ledger.Folder,
        };
        using var output = new StringWriter();
        return await CommandLine.RunAsync(args, new CliHost(output, output, variables.GetValueOrDefault, Ledger.Clock), Ledger.Token);
    }
}
