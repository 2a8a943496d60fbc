using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Api;

public sealed class SessionApiTests(WebLedger web) : IClassFixture<WebLedger>
{
    [Fact]
    public async Task The_session_says_who_acts_with_which_roles()
    {
        var me = await web.Get(TamDuong.Officer, "/api/v1/me");
        Assert.Equal(200, me.Status);
        Assert.Equal(TamDuong.Officer, me.Body!["userName"]!.GetValue<string>());
        Assert.Equal($$"""[{"code":"{{TamDuong.BinhLu}}","roles":["commune_officer"]}]""", Codes(me));
    }

    [Fact]
    public async Task A_wrong_password_is_refused_like_a_name_that_does_not_exist()
    {
        var wrong = await SignIn(TamDuong.Cashier, "Sai-mat-khau-2021");
        var unknown = await SignIn("khong.co", "Sai-mat-khau-2021");
        Assert.Equal((401, "sign-in-refused"), (wrong.Status, wrong.Reason));
        Assert.Equal(wrong.Body!["detail"]!.GetValue<string>(), unknown.Body!["detail"]!.GetValue<string>());
        Assert.Equal((wrong.Status, wrong.Reason), (unknown.Status, unknown.Reason));
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_does_not_help()
    {
        for (var i = 0; i < 5; i++) await SignIn(TamDuong.OtherOfficer, "Sai-mat-khau-2021");
        Assert.Equal(401, (await SignIn(TamDuong.OtherOfficer, TamDuong.Password)).Status);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var client = await web.Web.SignedInAsync(TamDuong.SecondAccountant, Ledger.Token);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync("/api/v1/session", Ledger.Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me", Ledger.Token)).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/me")]
    [InlineData("/api/v1/funds/Q106/pools")]
    [InlineData("/api/v1/nothing-here")]
    public async Task Without_a_session_the_answer_is_a_problem_and_no_redirect(string path)
    {
        using var client = web.Web.Client();
        var answer = await Answer.Of(await client.GetAsync(path, Ledger.Token));
        Assert.Equal((401, "not-signed-in", "application/problem+json"), (answer.Status, answer.Reason, answer.ContentType));
    }

    [Fact]
    public async Task An_address_with_nothing_behind_it_is_answered_in_the_same_form()
    {
        var answer = await web.Get(TamDuong.Accountant, "/api/v1/nothing-here");
        Assert.Equal((404, "address-unknown", "application/problem+json"), (answer.Status, answer.Reason, answer.ContentType));
        var other = await web.Post(TamDuong.Accountant, "/api/v1/me", null, key: null);
        Assert.Equal((405, "application/problem+json"), (other.Status, other.ContentType));
    }

    [Theory]
    [InlineData("en-GB,en;q=0.9", "There is nothing at this address.")]
    [InlineData("fr", "Không có gì ở địa chỉ này.")]
    public async Task A_program_chooses_its_language_by_header(string languages, string detail)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing-here");
        request.Headers.Add("Accept-Language", languages);
        var answer = await Answer.Of(await (await web.As(TamDuong.Accountant)).SendAsync(request, Ledger.Token));
        Assert.Equal(detail, answer.Body!["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Answers_carry_the_headers_that_keep_them_private_and_inert()
    {
        using var answer = await (await web.As(TamDuong.Accountant)).GetAsync("/api/v1/me", Ledger.Token);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_person_who_is_not_signed_in_still_gets_the_page_to_sign_in()
    {
        using var client = web.Web.Client();
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/receipts", Ledger.Token)).StatusCode);
        Assert.NotEmpty(await client.GetStringAsync("/site.css", Ledger.Token));
        Assert.Contains("<form", await client.GetStringAsync("/sign-in", Ledger.Token), StringComparison.Ordinal);
    }

    private static string Codes(Answer me) => new JsonArray([.. me.Body!["funds"]!.AsArray().Select(fund =>
        new JsonObject { ["code"] = fund!["code"]!.DeepClone(), ["roles"] = fund["roles"]!.DeepClone() })]).ToJsonString();

    private async Task<Answer> SignIn(string userName, string password)
    {
        using var client = web.Web.Client();
        return await Answer.Of(await client.PostAsJsonAsync("/api/v1/session", new { userName, password }, Ledger.Token));
    }
}
