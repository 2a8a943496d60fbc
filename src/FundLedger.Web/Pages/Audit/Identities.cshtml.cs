using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Audit;
using FundLedger.Features.Statements;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace FundLedger.Web.Pages.Audit;

/// <summary>Who opened which child's identity.</summary>
internal sealed class IdentitiesModel(IMediator mediator, CurrentUser me, IClock clock) : AuditPage(mediator, me)
{
    /// <summary>Code of a child to show only its looks.</summary>
    [BindProperty(SupportsGet = true, Name = "child")]
    public string? Child { get; set; }

    [BindProperty(SupportsGet = true, Name = "by")]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    public IReadOnlyList<IdentityAccess> Accesses { get; private set; } = [];

    public bool IsFiltered => new[] { Child, By, From, To }.Any(one => !string.IsNullOrEmpty(one));

    /// <summary>The same filter as an address of the file.</summary>
    public QueryString Query(string format) => QueryString.Create(new Dictionary<string, string?>
    {
        ["format"] = format, ["child"] = Child, ["by"] = By, ["from"] = From, ["to"] = To,
    });

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var list = await Send(Filter());
        if (list.Error is { } error) return Show(error);
        Accesses = list.Value.Accesses;
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(string format)
    {
        if (!IsAuditor) return Forbid();
        var at = clock.GetCurrentInstant();
        var file = await Send(new ExportIdentityAccesses(Filter(), format, PaperFile.LanguageOf(null)));
        string?[] narrowed = [ShownList.Typed(Child), ShownList.Typed(By), From, To];
        return file.Error is { } error ? Show(error) : await NotedAsync(FundCode, "identity-looks", narrowed, at, file.Value);
    }

    private ListIdentityAccesses Filter() => new(FundCode)
    {
        Child = Chosen(Child), By = Chosen(By), From = Day(nameof(From), From), To = Day(nameof(To), To),
    };

    private static string? Chosen(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private LocalDate? Day(string field, string? typed) => string.IsNullOrWhiteSpace(typed)
        ? null : Read(field, DateReader.Read(typed, BusinessDate.Of(clock.GetCurrentInstant())));
}
