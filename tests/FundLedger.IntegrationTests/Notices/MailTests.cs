using System.Text;
using FundLedger.Domain.Text;
using FundLedger.Features.Checks;
using FundLedger.Features.Notices;
using FundLedger.Features.Setup;
using FundLedger.Testing;
using FundLedger.Web.Mails;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;
using NodaTime;

namespace FundLedger.IntegrationTests.Notices;

/// <summary>Notices go by mail at least once, under one message id, without anything personal, and are given up in the end.</summary>
public sealed class MailTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string StateSql = """
        SELECT CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN given_up_at IS NOT NULL THEN 'given up' ELSE 'waits' END || ' ' || tries
            || coalesce(' ' || last_failure, '') FROM notice_mails ORDER BY notice_no
        """;

    private readonly Ledger ledger = new(cluster);
    private readonly MailServer server = new();
    private readonly FailureLog log = new();

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        await SetMailAddress.RunAsync(ledger.Database.Owner, TamDuong.Approver, "duyet@example.org", Ledger.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        log.Dispose();
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task A_notice_is_sent_once_with_a_link_and_nothing_of_the_child()
    {
        var child = (await ledger.Given.Children(1))[0];
        var id = await ledger.Given.TetGifts("CHUNG", child);
        Assert.Equal(1, await SendAsync());
        Assert.Equal(0, await SendAsync());
        var letter = await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(server.Letters.Single())), Ledger.Token);
        Assert.Equal($"[Q106] Đề nghị chi số {id} vừa được lập", letter.Subject);
        Assert.Equal("duyet@example.org", Assert.Single(letter.To.Mailboxes).Address);
        Assert.Contains($"https://quy.example.org/disbursements/Q106/{id}\n", (letter.TextBody ?? "").ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("Thử Nghiệm", letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(child, server.Letters.Single(), StringComparison.Ordinal);
        Assert.Equal(["sent 1"], await ledger.List<string>(StateSql));
    }

    [Fact]
    public async Task What_fails_is_tried_again_later_under_the_same_message_id()
    {
        server.Answer = "";
        await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        Assert.Equal(0, await SendAsync());
        server.Answer = "450 later, duyet@example.org";
        Assert.Equal(0, await SendAsync());
        Assert.StartsWith("waits 1 ", Assert.Single(await ledger.List<string>(StateSql)), StringComparison.Ordinal);
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(1);
        Assert.Equal(0, await SendAsync());
        Assert.Equal(["waits 2 refused 450"], await ledger.List<string>(StateSql));
        server.Answer = "250 taken";
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(1);
        Assert.Equal(1, await SendAsync());
        Assert.Equal(3, server.Letters.Count);
        Assert.Single(server.MessageIds.Distinct());
    }

    [Fact]
    public async Task After_ten_tries_it_is_given_up_the_checks_say_so_and_the_operator_may_try_again()
    {
        server.Answer = "550 no such user";
        await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        for (var i = 0; i <= MailRound.MostTries; i++)
        {
            await SendAsync();
            ledger.Clock.Today = ledger.Clock.Today.PlusDays(1);
        }

        Assert.Equal(["given up 10 refused 550"], await ledger.List<string>(StateSql));
        Assert.Equal(MailRound.MostTries, server.Letters.Count);
        Assert.Contains(log.Failures, line => line.Contains("is given up", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Failures, line => line.Contains('@', StringComparison.Ordinal));
        var run = await ledger.Checks.OnDemandAsync(Guid.NewGuid(), TamDuong.Auditor, Ledger.Token);
        Assert.Equal(1, run.Checks.Single(check => check.Name == "mails-stuck").Faults);
        Assert.Equal(1, await MailOutbox.AgainAsync(ledger.Database.Owner, Ledger.Token));
        server.Answer = "250 taken";
        Assert.Equal(1, await SendAsync());
    }

    [Fact]
    public async Task Who_wants_none_gets_none_and_a_server_that_is_away_loses_nothing()
    {
        await ledger.Done(TamDuong.Approver, new ChooseMails(Given.Fund, Guid.NewGuid(), false));
        await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        Assert.Equal(0, await SendAsync());
        await ledger.Done(TamDuong.Approver, new ChooseMails(Given.Fund, Guid.NewGuid(), true));
        await ledger.Given.TetGifts("CHUNG", await ledger.Given.Children(1));
        Assert.Equal(0, await SendAsync(port: 1));
        Assert.StartsWith("waits 1 ", Assert.Single(await ledger.List<string>(StateSql)), StringComparison.Ordinal);
        Assert.Empty(server.Letters);
        Assert.IsType<MailAddressMissing>((await ledger.Send(TamDuong.Cashier, new ChooseMails(Given.Fund, Guid.NewGuid(), true))).Error);
        await Assert.ThrowsAsync<UnusableContentException>(() =>
            SetMailAddress.RunAsync(ledger.Database.Owner, TamDuong.Cashier, "a@b.vn\nBcc: c@d.vn", Ledger.Token));
    }

    [Fact]
    public async Task What_the_checks_find_is_in_the_mail_of_the_auditor_after_the_run()
    {
        await SetMailAddress.RunAsync(ledger.Database.Owner, TamDuong.Auditor, "kiemtoan@example.org", Ledger.Token);
        var run = await ledger.Checks.NightlyAsync(ledger.Clock.Today, Ledger.Token);
        // One person behind two accounts, in two funds: what check 18 is for.
        Assert.Equal("roles-in-conflict", Assert.Single(run!.Checks, check => check.State == CheckState.Red).Name);
        Assert.Equal(2, await SendAsync());
        var letter = await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(server.Letters[0])), Ledger.Token);
        Assert.EndsWith($"Phép kiểm tra thường trực, lần chạy {run.No}, có phát hiện", letter.Subject, StringComparison.Ordinal);
        Assert.Contains($"https://quy.example.org/audit/checks?run={run.No}", letter.TextBody, StringComparison.Ordinal);
    }

    private async Task<int> SendAsync(int? port = null)
    {
        var settings = new MailSettings(
            "127.0.0.1", port ?? server.Port, SecureSocketOptions.None, "so@example.org", new Uri("https://quy.example.org/"));
        await using var application = ledger.Application(ledger.Database.Application);
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var worker = new MailWorker(
            application.GetRequiredService<IServiceScopeFactory>(), settings, logs.CreateLogger<MailWorker>());
        return await worker.RunOnceAsync(Ledger.Token);
    }
}
