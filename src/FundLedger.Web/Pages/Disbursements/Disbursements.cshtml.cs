using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace FundLedger.Web.Pages.Disbursements;

internal sealed class DisbursementsModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Occasion { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Take { get; set; }

    public DisbursementList List { get; private set; } = new([], [], [], []);

    public bool MayRequest => Me.IsAny(Role.FundAccountant, Role.CommuneOfficer);

    public bool IsFiltered => new[] { Status, Kind, Occasion }.Any(filter => !string.IsNullOrEmpty(filter));

    /// <summary>The rows that the filter lets through, whether shown or not.</summary>
    public IEnumerable<StatusSum> Counted => List.Statuses.Where(status => string.IsNullOrEmpty(Status) || status.Status == Status);

    public int Count => Counted.Sum(status => status.Count);

    public Money Sum => new(Counted.Sum(status => status.Sum.Dong));

    public Money Reversed => new(Counted.Sum(status => status.Reversed.Dong));

    public IEnumerable<SelectListItem> Kinds => Options(List.Kinds);

    public IEnumerable<SelectListItem> Occasions => Options(List.Occasions);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer)) return Forbid();
        var list = await Send(new ListDisbursements(FundCode)
        {
            Status = Status, SupportKind = Kind, Occasion = Occasion, Take = Math.Max(Take ?? ListDisbursements.Page, 1),
        });
        if (list.Error is { } error) return Show(error);
        List = list.Value;
        return Page();
    }

    /// <summary>The address of this list with another status or more rows.</summary>
    public string? With(string? status, int? take = null) =>
        Url.Page("/Disbursements/Disbursements", new { Status = status, Kind, Occasion, Take = take });

    private static IEnumerable<SelectListItem> Options(IEnumerable<RequestedFor> choices) =>
        choices.Select(choice => new SelectListItem(Bilingual.Of(choice.NameVi, choice.NameEn), choice.Code));
}
