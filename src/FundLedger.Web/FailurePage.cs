using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using FundLedger.Features.Pipeline;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web;

/// <summary>
/// Answers an unexpected failure with a reference number that stands in the log beside the exception, and a database that is away with what
/// to do meanwhile: what was typed is kept in the page, to be sent again under the same key. Written without pages, sign-in or database,
/// because one of those may be what failed.
/// </summary>
internal sealed class FailurePage(IStringLocalizer<Texts> texts, HtmlEncoder encoder, ILogger<FailurePage> log) : IExceptionHandler
{
    private static readonly string[] Secrets = ["Password"];

    // As many fields as the longest form of ours, the list of gifts.
    private static readonly FormOptions LongForms = new() { ValueCountLimit = 20_000 };

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var reference = RandomNumberGenerator.GetHexString(8);
        var isOutage = Outage.IsOne(exception);
        log.LogError(
            exception, "Failure {Reference}: {Method} {Path}", reference, httpContext.Request.Method, httpContext.Request.Path.Value);
        var response = httpContext.Response;
        response.StatusCode = isOutage ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        if (isOutage) response.Headers.RetryAfter = Outage.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        if (httpContext.Request.Path.StartsWithSegments("/api"))
            await response.WriteAsJsonAsync(ProblemOf(isOutage, reference), options: null, "application/problem+json", cancellationToken);
        else
            await WritePageAsync(response, isOutage ? await AgainAsync(httpContext.Request) : null, reference, cancellationToken);
        return true;
    }

    private object ProblemOf(bool isOutage, string reference) => isOutage
        ? new
        {
            type = "urn:fund-ledger:database-away", title = "The database is away", status = 503,
            detail = texts["Cơ sở dữ liệu đang tạm gián đoạn. Hãy gửi lại với cùng mã yêu cầu: không ghi hai lần."].Value, reference,
        }
        : new { type = "urn:fund-ledger:failure", title = "Unexpected failure", status = 500, reference };

    // The form as it came, without what must not lie in a page; its key makes it the same request again.
    private async Task<string> AgainAsync(HttpRequest request)
    {
        var address = encoder.Encode(request.Path + request.QueryString);
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
            return $"""<p><a class="button primary" href="{address}">{Say(Texts.Key("Tải lại"))}</a></p>""";
        var fields = new StringBuilder();
        foreach (var (name, values) in await request.ReadFormAsync(LongForms))
        {
            foreach (var value in Secrets.Contains(name) ? [] : values.ToArray())
            {
                fields.Append(CultureInfo.InvariantCulture,
                    $"""<input type="hidden" name="{encoder.Encode(name)}" value="{encoder.Encode(value ?? "")}">""");
            }
        }

        return $"""
            <form method="post" action="{address}">
            {fields}
            <p><button class="button primary">{Say(Texts.Key("Gửi lại"))}</button></p>
            </form>
            """;
    }

    /// <param name="again">How to try once more when the database was away; null for any other failure.</param>
    private async Task WritePageAsync(HttpResponse response, string? again, string reference, CancellationToken token)
    {
        var (code, title, advice) = again is null
            ? (500, Texts.Key("Có lỗi ngoài dự kiến"),
                Texts.Key("Hãy xem lại sổ trước khi gửi lần nữa. Nếu vẫn lỗi, báo số tham chiếu sau cho quản trị viên."))
            : (503, Texts.Key("Cơ sở dữ liệu đang tạm gián đoạn"),
                Texts.Key("Những gì đã nhập vẫn còn. Chờ vài giây rồi thử lại: lần trước đã ghi hay chưa, không có gì bị ghi hai lần."));
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{Localisation.LanguageSetup.Current}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{Say(title)}</title>
              <link rel="stylesheet" href="/site.css">
            </head>
            <body class="plain">
              <main class="plain-card">
                <p class="plain-code">{code}</p>
                <h1>{Say(title)}</h1>
                <p>{Say(advice)}</p>
                {again}
                <p class="reference">{reference}</p>
                <p><a class="button" href="/">{Say(Texts.Key("Về trang Việc của tôi"))}</a></p>
              </main>
            </body>
            </html>
            """,
            token);
    }

    private string Say(string key) => encoder.Encode(texts[key]);
}
