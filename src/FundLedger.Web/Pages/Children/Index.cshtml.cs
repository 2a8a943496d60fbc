using FundLedger.Domain;
using FundLedger.Features.Children;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace FundLedger.Web.Pages.Children;

/// <summary>The children that the chosen fund works for, by code.</summary>
internal sealed class IndexModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    internal static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Auditor, Role.CommuneOfficer];

    [BindProperty(SupportsGet = true, Name = "unit")]
    public string? Unit { get; set; }

    [BindProperty(SupportsGet = true, Name = "group")]
    public string? Group { get; set; }

    public ChildList List { get; private set; } = new([], [], []);

    /// <summary>The lists of a district are kept in its communes.</summary>
    public bool MayRegister { get; private set; }

    public int Total => List.Units.Sum(unit => unit.Children);

    public Money Received => List.Children.Aggregate(Money.Zero, (sum, child) => sum + child.Received);

    public int Households => List.Children.Select(child => child.Household).Distinct().Count();

    public int Supported => List.Children.Count(child => child.Received.IsPositive);

    public bool IsFiltered => !string.IsNullOrEmpty(Unit) || !string.IsNullOrEmpty(Group);

    public IEnumerable<SelectListItem> Units => List.Units
        .Select(unit => new SelectListItem($"{unit.Name} ({unit.Children})", unit.Code));

    public IEnumerable<SelectListItem> Groups => List.Classes
        .Select(group => new SelectListItem($"{Bilingual.Of(group.NameVi, group.NameEn)} ({group.Children})", group.Code));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Readers)) return Forbid();
        var list = await Send(new ListChildren(FundCode, Chosen(Unit), Chosen(Group)));
        if (list.Error is { } error) return Show(error);
        var registration = await Send(new GetRegistration(FundCode));
        List = list.Value;
        MayRegister = registration is { IsOk: true, Value.IsCommune: true } && Me.IsAny(Role.CommuneOfficer, Role.FundAccountant);
        return Page();
    }

    private static string? Chosen(string? code) => string.IsNullOrEmpty(code) ? null : code;
}
