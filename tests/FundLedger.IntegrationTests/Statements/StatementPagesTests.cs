using System.Net;
using FundLedger.Features.Statements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>The pages over HTTP, as signed-in people see them.</summary>
public sealed class StatementPagesTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    private const string Period = "from=2021-01-01&to=2021-03-31";

    [Fact]
    public async Task The_screen_shows_the_figures_and_each_file_is_the_one_of_the_use_case()
    {
        await using var host = await Host();
        using var auditor = await host.SignedInAsync(TamDuong.Auditor, Ledger.Token);
        var statement = await quarter.Statement();
        var page = await auditor.GetStringAsync($"/statements?{Period}", Ledger.Token);
        Assert.Contains(statement.Digest, page, StringComparison.Ordinal);
        Assert.Contains(statement.Figures.Closing.ToString(), page, StringComparison.Ordinal);
        Assert.Contains("href=\"/vouchers/Q106/BD-2021-00002\"", page, StringComparison.Ordinal);
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            var file = await auditor.GetByteArrayAsync($"/statements/Q106/file?{Period}&format={format}", Ledger.Token);
            var expected = await quarter.Export(format);
            Assert.True(file.AsSpan().SequenceEqual(expected), $"{format} differs");
        }
    }

    [Fact]
    public async Task A_period_that_cannot_be_stated_comes_back_with_its_reason_and_what_was_typed()
    {
        await using var host = await Host();
        using var auditor = await host.SignedInAsync(TamDuong.Auditor, Ledger.Token);
        var page = await auditor.GetStringAsync("/statements?from=31/3/2021&to=1/1/2021", Ledger.Token);
        Assert.Contains("value=\"31/03/2021\"", page, StringComparison.Ordinal);
        Assert.Contains("không thể kết thúc ngày 01/01/2021", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_communes_officer_gets_neither_page_nor_file()
    {
        await using var host = await Host();
        using var auditor = await host.SignedInAsync(TamDuong.Auditor, Ledger.Token);
        using var stranger = await host.SignedInAsync(TamDuong.OtherOfficer, Ledger.Token);
        string[] addresses =
            [$"/statements/Q106/file?{Period}&format=pdf", "/vouchers/Q106/PC-2021-00001", "/vouchers/Q106/PC-2021-00001.pdf"];
        foreach (var address in addresses)
        {
            Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync(address, Ledger.Token)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(address, Ledger.Token)).StatusCode);
        }
    }

    // These pages open no identity, so the key of the vault may be anybody's.
    private Task<WebHost> Host() => WebHost.StartAsync(
        quarter.Ledger.Database, Directory.CreateTempSubdirectory("fundledger-").FullName, quarter.Ledger.Clock, Ledger.Token);
}
