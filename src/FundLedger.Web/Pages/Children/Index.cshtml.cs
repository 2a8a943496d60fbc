using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Children;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Children;

/// <summary>The children that the chosen fund works for, by code.</summary>
internal sealed class IndexModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    internal static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Auditor, Role.CommuneOfficer];

    [BindProperty(SupportsGet = true, Name = "unit")]
    public string? Unit { get; set; }

    [BindProperty(SupportsGet = true, Name = "group")]
    public string? Group { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    /// <summary>Name of an <see cref="AgeBand"/>.</summary>
    [BindProperty(SupportsGet = true, Name = "ages")]
    public string? Ages { get; set; }

    /// <summary>The day of groups, states and ages, as typed.</summary>
    [BindProperty(SupportsGet = true, Name = "on")]
    public string? On { get; set; }

    public ChildList List { get; private set; } = new(LocalDate.MinIsoValue, [], [], []);

    /// <summary>The lists of a district are kept in its communes.</summary>
    public bool MayRegister { get; private set; }

    /// <summary>Children who came of age and are not written down as such; 0 for who may not write it down.</summary>
    public int OfAge { get; private set; }

    public int Total => List.Units.Sum(unit => unit.Children);

    public Money Received => List.Children.Aggregate(Money.Zero, (sum, child) => sum + child.Received);

    public int Households => List.Children.Select(child => child.Household).Distinct().Count();

    public int Supported => List.Children.Count(child => child.Received.IsPositive);

    public bool IsFiltered => !string.IsNullOrEmpty(Unit) || !string.IsNullOrEmpty(Group) || !string.IsNullOrEmpty(State)
        || !string.IsNullOrEmpty(Ages) || !string.IsNullOrEmpty(On);

    public static IEnumerable<(string Value, string Text)> Bands =>
        Enum.GetValues<AgeBand>().Select(band => (band.ToString(), Bilingual.Of(AgeBands.Name(band))));

    /// <summary>The same filter as an address of the file.</summary>
    public QueryString Query(string format) => QueryString.Create(new Dictionary<string, string?>
    {
        ["format"] = format, ["unit"] = Unit, ["group"] = Group, ["state"] = State, ["ages"] = Ages, ["on"] = On,
    });

    public IEnumerable<SelectListItem> Units => List.Units
        .Select(unit => new SelectListItem($"{unit.Name} ({unit.Children})", unit.Code));

    public IEnumerable<SelectListItem> Groups => List.Classes
        .Select(group => new SelectListItem($"{Bilingual.Of(group.NameVi, group.NameEn)} ({group.Children})", group.Code));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Readers)) return Forbid();
        var list = await Send(Filter());
        if (list.Error is { } error) return Show(error);
        var registration = await Send(new GetRegistration(FundCode));
        List = list.Value;
        MayRegister = registration is { IsOk: true, Value.IsCommune: true } && Me.IsAny(Role.CommuneOfficer, Role.FundAccountant);
        if (MayRecord && (await Send(new CountOfAge(FundCode))).Value is { } grown) OfAge = grown.Children;
        return Page();
    }

    public async Task<IActionResult> OnPostAgeOutAsync()
    {
        if (!MayRecord) return Forbid();
        var written = await Send(new AgeOutChildren(FundCode, Key));
        if (written.Error is { } error) return Show(error);
        var codes = written.Value.Children;
        TempData["Done"] = texts["Đã ghi {0} trẻ đủ 16 tuổi: {1}.", codes.Count, string.Join(", ", codes)].Value;
        return Redirect("/children");
    }

    public bool MayImport => Me.IsAny(Role.CommuneOfficer);

    private bool MayRecord => Me.IsAny(Role.CommuneOfficer, Role.FundAccountant);

    public async Task<IActionResult> OnGetExportAsync(string format)
    {
        if (!Me.IsAny(Readers)) return Forbid();
        var readAt = clock.GetCurrentInstant();
        var file = await Send(new ExportChildren(Filter(), format, PaperFile.LanguageOf(null)));
        if (file.Error is { } error) return Show(error);
        string?[] filters = [Unit, Group, State, Ages, On];
        var narrowed = string.Join("; ", filters.Where(filter => !string.IsNullOrWhiteSpace(filter)));
        var noted = await Send(new NoteExport(
            FundCode, Guid.NewGuid(), "children", narrowed.Length == 0 ? texts["Tất cả"] : narrowed, format, file.Value.Rows, readAt));
        return noted.Error is { } unnoted ? Show(unnoted) : PaperFile.Download(file.Value);
    }

    private ListChildren Filter() => new(FundCode, Chosen(Unit), Chosen(Group))
    {
        State = Chosen(State),
        Ages = Enum.TryParse<AgeBand>(Ages, out var band) ? band : null,
        AsOf = string.IsNullOrWhiteSpace(On)
            ? null : Read(nameof(On), DateReader.Read(On, BusinessDate.Of(clock.GetCurrentInstant()))),
    };

    private static string? Chosen(string? code) => string.IsNullOrEmpty(code) ? null : code;
}
