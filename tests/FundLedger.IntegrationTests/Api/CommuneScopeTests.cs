using System.Net;
using System.Text.RegularExpressions;
using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using Microsoft.AspNetCore.Routing;

namespace FundLedger.IntegrationTests.Api;

/// <summary>
/// An officer of another commune on every address that there is: what names something of Bình Lư is not there, and what names nothing
/// tells nothing of its children. The addresses are asked of the program: a new one is tried without being listed.
/// </summary>
public sealed partial class CommuneScopeTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string KhunHa = "Q03430";

    private static readonly Dictionary<string, string> Values = new()
    {
        ["fund"] = TamDuong.BinhLu, ["number"] = "PT-2021-00001", ["month"] = "2021-01", ["kind"] = "died", ["handler"] = "export",
        ["id"] = "1", ["entryNo"] = "1", ["no"] = "1", ["eventNo"] = "1", ["year"] = "2021", ["request"] = "1", ["format"] = "csv",
    };

    private string[] children = [];

    [Fact]
    public async Task Every_address_that_names_something_of_another_commune_is_not_there()
    {
        await LiveAsync();
        var found = new List<string>();
        foreach (var path in Templates().Where(path => path.Contains('{', StringComparison.Ordinal)))
        {
            if (path.StartsWith("/status/", StringComparison.Ordinal)) continue;
            var (status, text) = await GetAsync(Filled(path, TamDuong.BinhLu));
            // What is malformed is refused before anything is looked up, and so for a fund that nobody has.
            var isLost = status is 404 or 403 || status == (await GetAsync(Filled(path, "Q99999"))).Status;
            if (!isLost && !IsList(path)) found.Add($"{path}: {status}");
            found.AddRange(Told(Filled(path, TamDuong.BinhLu), text));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task No_list_count_export_or_choice_of_the_own_commune_tells_of_another_ones_children()
    {
        await LiveAsync();
        string[] filters = ["", "?unit=03412", "?group=poor&state=active", "?format=csv", "?Occasion=tet%2F2021", "?child=" + children[0]];
        var told = new List<string>();
        foreach (var path in Templates().Select(path => Filled(path, KhunHa)).Distinct())
        {
            foreach (var filter in filters) told.AddRange(Told(path + filter, (await GetAsync(path + filter)).Text));
        }

        Assert.True(told.Count == 0, string.Join('\n', told));
    }

    [Fact]
    public async Task Nothing_is_written_of_another_communes_child_by_way_of_the_own_fund()
    {
        await LiveAsync();
        var child = $"/api/v1/funds/{KhunHa}/children/{children[0]}";
        (string Path, object Body)[] posts =
        [
            ("/events", new { Event = "died", On = "2021-01-04", Reason = "Theo báo cáo của thôn" }),
            ("/events/1/correction", new { Reason = "Ghi nhầm sang trẻ khác" }),
            ("/move", new { ToUnit = "03390", On = "2021-01-04", Reason = "Gia đình chuyển nhà" }),
            ("/carer", new { Name = "Người Khác", Relation = "bác", On = "2021-01-04", Reason = "Cha mẹ đi làm xa" }),
        ];
        foreach (var (path, body) in posts)
        {
            Assert.Equal((path, 404), (path, (await web.Post(TamDuong.OtherOfficer, child + path, body, Guid.NewGuid())).Status));
        }

        foreach (var purpose in Enum.GetValues<IdentityPurpose>())
        {
            var asked = await web.Ledger.Send(
                TamDuong.OtherOfficer, new AskIdentity(KhunHa, Guid.NewGuid(), children[0], purpose, "Làm hồ sơ trợ giúp"));
            Assert.IsType<ChildNotFound>(asked.Error);
        }
    }

    private async Task LiveAsync()
    {
        if (children.Length > 0) return;
        var ledger = web.Ledger;
        children = [.. await ledger.Given.Children(2), .. await ledger.Given.Children(1, "g11")];
        var pool = "XA" + Guid.NewGuid().ToString("N")[..6].ToUpperInvariant();
        await ledger.Done(TamDuong.Accountant, new OpenPool(TamDuong.BinhLu, Guid.NewGuid(), pool, "Xã", "Commune", "donation"));
        await ledger.Done(TamDuong.Accountant, new RecordReceipt(
            TamDuong.BinhLu, Guid.NewGuid(), pool, new Money(1_000_000), ledger.Clock.Today, "cash", $"Nhà hảo tâm {Guid.NewGuid()}"));
        await ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), children[1], ChildEventKind.Suspended, ledger.Clock.Today, "Đang xác minh"));
        await ledger.Done(TamDuong.Officer, new AskIdentity(
            TamDuong.BinhLu, Guid.NewGuid(), children[2], IdentityPurpose.Open, "Làm hồ sơ trợ giúp"));
        Assert.NotEmpty((await ledger.Done(TamDuong.Officer, new ListChildren(TamDuong.BinhLu))).Children);
        Assert.Empty((await ledger.Done(TamDuong.OtherOfficer, new ListChildren(KhunHa))).Children);
        Assert.Equal(404, (await web.Get(TamDuong.OtherOfficer, $"/api/v1/funds/{TamDuong.BinhLu}/children")).Status);
    }

    private IEnumerable<string> Templates() =>
        from endpoint in web.Web.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true
        let path = "/" + endpoint.RoutePattern.RawText?.TrimStart('/')
        where !path.Contains('*', StringComparison.Ordinal) && !path.Contains("sign-out", StringComparison.Ordinal)
            && !path.StartsWith("/choices", StringComparison.Ordinal)
        select path;

    private string Filled(string template, string fund) => Parameter().Replace(template, match => match.Groups[1].Value switch
    {
        "fund" => fund,
        "code" => children[0],
        var name => Values.GetValueOrDefault(name, "1"),
    });

    // Where the parameter is part of a list's own address, the list of the reader's own commune answers.
    private static bool IsList(string path) => path.Contains("{handler", StringComparison.Ordinal);

    private async Task<(int Status, string Text)> GetAsync(string path)
    {
        using var answer = await (await web.As(TamDuong.OtherOfficer)).GetAsync(path, Ledger.Token);
        return ((int)answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ledger.Token)));
    }

    // What was asked for may be repeated by the answer that it is not there.
    private IEnumerable<string> Told(string path, string text) => children
        .Where(child => !path.Contains(child, StringComparison.Ordinal) && text.Contains(child, StringComparison.Ordinal))
        .Select(child => $"{path} tells of {child}");

    [GeneratedRegex(@"\{\*{0,2}([A-Za-z]+)[^}]*\}(?:\})?")]
    private static partial Regex Parameter();
}
