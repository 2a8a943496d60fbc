using FundLedger.Features.Children;
using FundLedger.IntegrationTests.Api;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Pages;

/// <summary>Searching, comparing and deciding on the pages, as an officer does it.</summary>
public sealed class DuplicatePageTests(WebLedger web) : IClassFixture<WebLedger>
{
    [Fact]
    public async Task A_search_shows_names_once_and_keeps_them_out_of_the_address()
    {
        var code = await RegisteredAsync("Tẩn Thị Ngân Hà");
        var page = await PageForm.Open(web, TamDuong.Officer, "/children/search");
        var found = await page.Send("/children/search", ("Words", "ngan ha"), ("Reason", "Gia đình đến hỏi"));
        Assert.Equal(200, found.Status);
        Assert.Contains("Tẩn Thị Ngân Hà", found.Text, StringComparison.Ordinal);
        Assert.Contains($"/children/{code}", found.Text, StringComparison.Ordinal);
        var empty = await (await PageForm.Open(web, TamDuong.Officer, "/children/search")).Send(
            "/children/search", ("Words", "ngan ha"), ("Reason", ""));
        Assert.Contains("ngan ha", empty.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tẩn Thị Ngân Hà", empty.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_officer_finds_by_code()
    {
        var code = await RegisteredAsync("Phùng Thị Mã Số");
        var page = await PageForm.Open(web, TamDuong.Accountant, $"/children/search?code={code.ToLowerInvariant()}");
        Assert.Equal((302, $"/children/{code}"), (page.Status, page.Location));
        var unknown = await PageForm.Open(web, TamDuong.Accountant, "/children/search?code=TE-999999");
        Assert.Contains("Không có mã này", unknown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_looks_known_is_shown_beside_what_was_typed_and_registered_with_a_reason()
    {
        var known = await RegisteredAsync("Lò Thị Biết Rồi");
        (string, string)[] typed =
        [
            ("FullName", "LO THI BIET ROI"), ("BirthDate", "06/05/2012"), ("GuardianName", "Lò Văn Chung"), ("GuardianRelation", "bố"),
            ("Classes", "poor"),
        ];
        var again = await (await PageForm.Open(web, TamDuong.Officer, "/children/new")).Send("/children/new", typed);
        Assert.Equal(200, again.Status);
        Assert.Contains(known, again.Text, StringComparison.Ordinal);
        Assert.Contains("Lò Thị Biết Rồi", again.Text, StringComparison.Ordinal);
        Assert.Contains("một bên thiếu dấu", again.Text, StringComparison.Ordinal);
        Assert.Contains("LO THI BIET ROI", again.Text, StringComparison.Ordinal);
        var registered = await again.Send("/children/new", [.. typed, ("DespiteLikeness", "Hai giấy khai sinh khác nhau")]);
        Assert.Equal(302, registered.Status);
    }

    [Fact]
    public async Task A_pair_is_compared_merged_and_split_on_its_pages()
    {
        var one = await RegisteredAsync("Giàng Thị Đôi Mã");
        var other = (await web.Ledger.Done(TamDuong.Officer, Registration("Giàng Thị Đôi Mã") with
        {
            BirthYearOnly = true, GuardianName = "Giàng A Khác",
        })).Code;
        var list = await PageForm.Open(web, TamDuong.Officer, "/children/duplicates");
        Assert.Contains($"/children/duplicates/{one}/{other}", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Đôi Mã", list.Text, StringComparison.Ordinal);
        var place = $"/children/duplicates/{one}/{other}";
        var pair = await PageForm.Open(web, TamDuong.Officer, place);
        Assert.DoesNotContain("Đôi Mã", pair.Text, StringComparison.Ordinal);
        var opened = await pair.Send(place + "?handler=Open", ("LookReason", "Đối chiếu hồ sơ nghi trùng"));
        Assert.Contains("Giàng Thị Đôi Mã", opened.Text, StringComparison.Ordinal);
        Assert.Contains("năm sinh 2012", opened.Text, StringComparison.Ordinal);
        var wordless = await opened.Send(place + "?handler=KeepOne", ("Reason", ""));
        Assert.Equal(200, wordless.Status);
        var merged = await wordless.Send(place + "?handler=KeepOne", ("Reason", "Cùng một giấy khai sinh"));
        Assert.Equal((302, "/children/duplicates"), (merged.Status, merged.Location));
        var child = await PageForm.Open(web, TamDuong.Approver, $"/children/{other}");
        Assert.Contains("Mã này đã gộp", child.Text, StringComparison.Ordinal);
        var split = await child.Send($"/children/{other}?handler=Split", ("SplitReason", "Hai giấy khai sinh khác nhau"));
        Assert.Equal((302, $"/children/{other}"), (split.Status, split.Location));
    }

    [Theory]
    [InlineData(TamDuong.Accountant)]
    [InlineData(TamDuong.Auditor)]
    public async Task The_pages_of_pairs_are_the_officers(string user) =>
        Assert.Equal(403, (await PageForm.Open(web, user, "/children/duplicates")).Status);

    private async Task<string> RegisteredAsync(string name) => (await web.Ledger.Done(TamDuong.Officer, Registration(name))).Code;

    private static RegisterChild Registration(string name) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), name, new LocalDate(2012, 5, 6), "Lò Văn Chung", "bố", ["poor"]);
}
