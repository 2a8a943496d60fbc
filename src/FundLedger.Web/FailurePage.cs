using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web;

/// <summary>
/// Answers an unexpected failure with a reference number that stands in the log beside the exception. Written without pages, sign-in or
/// database, because one of those may be what failed.
/// </summary>
internal sealed class FailurePage(IStringLocalizer<Texts> texts, HtmlEncoder encoder, ILogger<FailurePage> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var reference = RandomNumberGenerator.GetHexString(8);
        log.LogError(
            exception, "Failure {Reference}: {Method} {Path}", reference, httpContext.Request.Method, httpContext.Request.Path.Value);
        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        if (httpContext.Request.Path.StartsWithSegments("/api"))
            await httpContext.Response.WriteAsJsonAsync(
                new { type = "urn:fund-ledger:failure", title = "Unexpected failure", status = 500, reference },
                options: null, "application/problem+json", cancellationToken);
        else
            await WritePageAsync(httpContext.Response, reference, cancellationToken);
        return true;
    }

    private async Task WritePageAsync(HttpResponse response, string reference, CancellationToken token)
    {
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{Localisation.LanguageSetup.Current}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{Say(Texts.Key("Có lỗi ngoài dự kiến"))}</title>
              <link rel="stylesheet" href="/site.css">
            </head>
            <body class="plain">
              <main class="plain-card">
                <p class="plain-code">500</p>
                <h1>{Say(Texts.Key("Có lỗi ngoài dự kiến"))}</h1>
                <p>{Say(Texts.Key("Hãy xem lại sổ trước khi gửi lần nữa. Nếu vẫn lỗi, báo số tham chiếu sau cho quản trị viên."))}</p>
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
