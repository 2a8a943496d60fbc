using FundLedger.Domain.Statements;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Verify;

/// <summary>
/// Where the QR code of a statement leads: open to everybody, without signing in. It says what the statement is, compares a digest, and
/// checks a proof with a paper as the command line does. It shows no figure, keeps nothing of what is sent, and so asks for no token.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[RequestSizeLimit(4 * MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
internal sealed class VerifyModel(
    IMediator mediator, CurrentUser me, Actor actor, VerifyLimits limits, IStringLocalizer<Texts> texts, CheckpointKey? key = null)
    : PageModel
{
    /// <summary>Of both files together.</summary>
    public const int MostBytes = 24 * 1024 * 1024;

    private const int DigestLength = 64;

    /// <summary>The name of a statement, from the address or as typed.</summary>
    [BindProperty(SupportsGet = true, Name = "id")]
    public string? Id { get; set; }

    /// <summary>The digest that a paper has.</summary>
    [BindProperty(SupportsGet = true, Name = "d")]
    public string? Digest { get; set; }

    [BindProperty]
    public IFormFile? Proof { get; set; }

    [BindProperty]
    public IFormFile? Paper { get; set; }

    /// <summary>What the name says; null when it is none.</summary>
    public StatementId? Known { get; private set; }

    public IssuedStatement? Statement { get; private set; }

    /// <summary>Whether the digest asked about is that of the statement; null when none was, or none was issued.</summary>
    public bool? IsSame { get; private set; }

    public StatementVerdict? Verdict { get; private set; }

    /// <summary>Why nothing is said, in the reader's language.</summary>
    public string? Problem { get; private set; }

    /// <summary>What exactly is wrong with the file.</summary>
    public string? Detail { get; private set; }

    private string Address => HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!limits.MayLook(Address)) return TooOften();
        if (string.IsNullOrWhiteSpace(Id)) return Page();
        Known = StatementId.Read(Id);
        if (Known is null)
        {
            return Say(
                StatusCodes.Status404NotFound, texts["“{0}” không phải mã sao kê. Mã in ở cuối sao kê, cạnh mã QR.", Cut(Id)]);
        }

        if (Known.Version is null) return Page();
        if (!me.IsSignedIn) actor.SignIn(IssuedStatement.Anybody);
        var found = await mediator.Send(new GetIssuedStatement(Known), HttpContext.RequestAborted);
        if (found.Error is not null) return Say(StatusCodes.Status404NotFound, texts["Không có sao kê nào mang mã {0}.", Known.ToString()]);
        Statement = found.Value;
        return Compare();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!limits.MaySend(Address)) return TooOften();
        if (Request.ContentLength > MostBytes || !ModelState.IsValid)
        {
            return Say(
                StatusCodes.Status413PayloadTooLarge,
                texts["Tệp quá lớn hoặc không đọc được: cả hai cộng lại tối đa 24 MB. Tệp lớn hơn thì kiểm tra bằng dòng lệnh."]);
        }

        if (Proof is not { Length: > 0 } proof)
        {
            return Say(StatusCodes.Status400BadRequest, texts["Hãy chọn tệp bằng chứng (.proof.zip) tải từ trang sao kê của quỹ."]);
        }

        using var turn = await limits.TurnAsync(HttpContext.RequestAborted);
        return turn.IsAcquired ? Check(proof) : TooOften();
    }

    private PageResult Check(IFormFile proof)
    {
        using var package = proof.OpenReadStream();
        using var paper = Paper is { Length: > 0 } ? Paper.OpenReadStream() : null;
        try
        {
            Verdict = VerifyStatement.Run(
                new StrangersFile(NameOf(proof), package), key?.PublicKey, paper is null ? null : new StrangersFile(NameOf(Paper!), paper),
                ProofLimits.OfStrangers);
            return Page();
        }
        catch (Exception none) when (ProofWords.IsDamage(none))
        {
            Detail = Bilingual.Of(ProofWords.Of(none));
            return Say(
                StatusCodes.Status422UnprocessableEntity,
                texts["“{0}” không phải tệp bằng chứng, hoặc đã hỏng. Hãy tải lại từ trang sao kê của quỹ.", NameOf(proof)]);
        }
    }

    private PageResult Compare()
    {
        var asked = Digest?.Trim().ToLowerInvariant();
        if (string.IsNullOrEmpty(asked)) return Page();
        if (asked.Length != DigestLength || !asked.All(char.IsAsciiHexDigitLower))
        {
            return Say(StatusCodes.Status400BadRequest, texts["Mã SHA-256 có đúng 64 chữ số từ 0 đến 9 và chữ cái từ a đến f."]);
        }

        IsSame = Statement!.Digest is { } issued ? issued == asked : null;
        return Page();
    }

    private PageResult TooOften() =>
        Say(StatusCodes.Status429TooManyRequests, texts["Đã hỏi quá nhiều lần từ địa chỉ này. Hãy đợi vài phút rồi thử lại."]);

    private PageResult Say(int status, string problem)
    {
        Response.StatusCode = status;
        Problem = problem;
        return Page();
    }

    // A name from outside is shown, short and without its folders.
    private static string NameOf(IFormFile file) => Cut(Path.GetFileName(file.FileName));

    private static string Cut(string text) => text.Length <= 60 ? text : text[..59] + "…";
}
