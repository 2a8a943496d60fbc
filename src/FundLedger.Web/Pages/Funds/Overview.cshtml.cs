using FundLedger.Features.Funds;
using FundLedger.Web.Components;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Funds;

internal sealed class OverviewModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public FundOverview Overview { get; private set; } = null!;

    public IReadOnlyList<StackedBar> Bars => [.. Overview.Pools.Select(pool =>
        new StackedBar(Bilingual.Of(pool.NameVi, pool.NameEn), pool.Paid, pool.Reserved, pool.Available))];

    public IReadOnlyList<MonthColumns> Months =>
        [.. Overview.Months.Select(month => new MonthColumns(month.Month.ToYearMonth(), month.In, month.Out))];

    public bool IsAccountant => Me.IsAny(Role.FundAccountant);

    /// <summary>The list of receipts; null, and so no link, for who may not open it.</summary>
    public string? ReceiptsUrl(string filter) => Me.IsAny(Role.FundAccountant, Role.Cashier, Role.Auditor) ? $"/receipts?{filter}" : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor)) return Forbid();
        var overview = await Send(new GetFundOverview(FundCode));
        if (overview.Error is { } error) return Show(error);
        Overview = overview.Value;
        await LookForHandsAsync();
        return Page();
    }
}
