using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Text;
using FundLedger.Features.Children;
using FundLedger.Features.Vault;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Children;

/// <summary>A child of the list that is like the one typed. Names exist in memory only.</summary>
internal sealed record KnownAlike(string Code, Identity? Identity, ChildLikeness? Likeness);

public sealed record BirthYearUnreadable(string Typed) : Invalid($"'{Typed}' is no year of four digits.")
{
    public override string Field => nameof(NewModel.BirthYear);
}

/// <summary>Puts a child on the list of the chosen fund's commune.</summary>
internal sealed class NewModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty]
    public string? FullName { get; set; }

    [BindProperty]
    public string? BirthDate { get; set; }

    /// <summary>As typed, where the date is left out.</summary>
    [BindProperty]
    public string? BirthYear { get; set; }

    [BindProperty]
    public string? GuardianName { get; set; }

    [BindProperty]
    public string? GuardianRelation { get; set; }

    [BindProperty]
    public string[] Classes { get; set; } = [];

    /// <summary>Number of the sub-group by class code.</summary>
    [BindProperty]
    public Dictionary<string, int?> Subgroups { get; set; } = [];

    [BindProperty]
    public string? EvidenceKind { get; set; }

    [BindProperty]
    public string? EvidenceNumber { get; set; }

    [BindProperty]
    public string? EvidenceDate { get; set; }

    [BindProperty]
    public string? Household { get; set; }

    [BindProperty]
    public string? Sex { get; set; }

    [BindProperty]
    public string? PersonalId { get; set; }

    [BindProperty]
    public string? PersonalIdOf { get; set; }

    /// <summary>Why it is another child than the ones it is like; asked when there are such.</summary>
    [BindProperty]
    public string? DespiteLikeness { get; set; }

    /// <summary>Children of the list that are very like the one typed; with names for who may open them.</summary>
    public IReadOnlyList<KnownAlike> Alike { get; private set; } = [];

    private Evidence evidence = new();

    public IEnumerable<SelectListItem> Sexes => [new(texts["Không ghi"], ""), new(texts["Nam"], "Male"), new(texts["Nữ"], "Female")];

    public RegistrationChoices Choices { get; private set; } = new("", false, [], []);

    public IEnumerable<SelectListItem> Households => Choices.Households
        .Select(household => new SelectListItem(texts["{0} – {1} trẻ", household.Code, household.Children], household.Code))
        .Prepend(new SelectListItem(texts["Hộ mới"], ""));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.CommuneOfficer, Role.FundAccountant)) return Forbid();
        var choices = await Send(new GetRegistration(FundCode));
        if (choices.Error is { } error) return Show(error);
        Choices = choices.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        // Nothing ticked sends nothing: without an entry the reason would not stand beside the groups.
        if (Classes.Length == 0) ModelState.SetModelValue(nameof(Classes), new ValueProviderResult(""));
        var form = await OnGetAsync();
        if (form is not PageResult || !Choices.IsCommune) return form;
        var isYear = string.IsNullOrWhiteSpace(BirthDate) && !string.IsNullOrWhiteSpace(BirthYear);
        var born = isYear ? Read(nameof(BirthYear), FirstOfYear())
            : Read(nameof(BirthDate), DateReader.Read(BirthDate, BusinessDate.Of(clock.GetCurrentInstant())));
        if (string.IsNullOrWhiteSpace(FullName)) return Show(new ChildNameMissing());
        var today = BusinessDate.Of(clock.GetCurrentInstant());
        LocalDate? paper = string.IsNullOrWhiteSpace(EvidenceDate)
            ? null : Read(nameof(EvidenceDate), DateReader.Read(EvidenceDate, today));
        if (born is not { } birthDate || (paper is null && !string.IsNullOrWhiteSpace(EvidenceDate))) return Page();
        evidence = new Evidence(Blank(EvidenceKind), Blank(EvidenceNumber), paper);
        var typed = Typed(FullName, birthDate, isYear);
        var registered = await Send(typed);
        if (registered.Error is ChildLooksKnown known) await LookAsync(typed, known.Children.Split(", "));
        if (registered.Error is { } refusal) return Show(refusal);
        return Done(registered.Value);
    }

    private RegisterChild Typed(string fullName, LocalDate birthDate, bool isYear) =>
        new(FundCode, Key, fullName, birthDate, GuardianName?.Trim() ?? "", GuardianRelation?.Trim() ?? "", Classes)
        {
            BirthYearOnly = isYear, Household = string.IsNullOrEmpty(Household) ? null : Household,
            Sex = Enum.TryParse<Sex>(Sex, out var sex) ? sex : null,
            PersonalId = PersonalId, PersonalIdOf = string.IsNullOrWhiteSpace(PersonalIdOf) ? null : PersonalIdOf.Trim(),
            DespiteLikeness = DespiteLikeness, Evidence = evidence,
            Subgroups = Subgroups.Where(one => one.Value is not null && Classes.Contains(one.Key))
                .ToDictionary(one => one.Key, one => one.Value!.Value),
        };

    private static string? Blank(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    // A look at the children of the list, written down as such; who may not open names sees the codes.
    private async Task LookAsync(RegisterChild typed, string[] codes)
    {
        var compared = Me.IsAny(Role.CommuneOfficer)
            ? await Send(new CompareIdentities(FundCode, Guid.NewGuid(), codes, texts["Đối chiếu trước khi đăng ký"])) : null;
        var mine = new Identity(typed.FullName, typed.BirthDate, typed.GuardianName, typed.GuardianRelation)
        {
            BirthYearOnly = typed.BirthYearOnly, Sex = typed.Sex, PersonalId = typed.PersonalId, PersonalIdOf = typed.PersonalIdOf,
        };
        Alike = [.. codes.Select(code => compared is { IsOk: true } && compared.Value.Identities.TryGetValue(code, out var identity)
            ? new KnownAlike(code, identity, ChildMatcher.Compare(mine.TraitsIn(null), identity.TraitsIn(null)))
            : new KnownAlike(code, null, null))];
    }

    private RedirectResult Done(ChildRegistered registered)
    {
        var (code, household) = registered;
        TempData["Warning"] = registered switch
        {
            { NumberTellsOtherYear: true } => texts["Số định danh cho biết năm sinh khác; hãy xem lại."].Value,
            { NumberTellsOtherSex: true } => texts["Số định danh cho biết giới tính khác; hãy xem lại."].Value,
            _ => null,
        };
        TempData["Done"] = texts["Đã đăng ký. Mã của trẻ là {0}, hộ {1}. Hãy ghi mã vào hồ sơ giấy.", code, household].Value;
        return Redirect($"/children/{code}");
    }

    private Result<LocalDate> FirstOfYear() =>
        int.TryParse(BirthYear!.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and < 10_000
            ? new LocalDate(year, 1, 1) : new BirthYearUnreadable(BirthYear.Trim());

    /// <summary>A word or two on who belongs to a group, where its legal name does not say it plainly.</summary>
    public string? NoteOn(OfferedClass group) => group.Code switch
    {
        "g01" => texts["mất cả cha và mẹ"].Value,
        "g02" => texts["chưa được nhận làm con nuôi"].Value,
        "g03" => texts["không còn người thân chăm sóc"].Value,
        "g04" => texts["có giấy xác nhận khuyết tật"].Value,
        "g08" => texts["chưa học xong lớp 9"].Value,
        "g13" => texts["có giấy của bệnh viện và của hộ nghèo, cận nghèo"].Value,
        "poor" => texts["hộ có giấy chứng nhận hộ nghèo"].Value,
        "near_poor" => texts["hộ có giấy chứng nhận hộ cận nghèo"].Value,
        "at_risk" => texts["xã đang theo dõi, chưa thuộc 14 nhóm"].Value,
        _ => null,
    };
}
