using FundLedger.Domain.Norms;
using FundLedger.Features.Norms;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Norms;

/// <summary>Two decisions side by side, the differences lit.</summary>
internal sealed class CompareModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true, Name = "decision")]
    public int Decision { get; set; }

    [BindProperty(SupportsGet = true, Name = "before")]
    public int? Before { get; set; }

    [BindProperty(SupportsGet = true, Name = "all")]
    public bool All { get; set; }

    public ComparedNorms? Compared { get; private set; }

    public bool ChangedOnly => !All;

    public IReadOnlyList<ComparedLine> Lines => [.. Compared!.Lines.Where(line => All || !line.IsSame)];

    /// <summary>The groups that either names, for their words.</summary>
    public IReadOnlyList<NormGroup> Groups { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var compared = await Send(new CompareNorms(FundCode, Decision, Before));
        if (compared.Error is { } error) return Show(error);
        Compared = compared.Value;
        var groups = new List<NormGroup>((await Send(new GetNorms(FundCode, Decision))).Value.Groups);
        if (Compared.Before is { } before)
        {
            groups.AddRange((await Send(new GetNorms(FundCode, before.DecisionId))).Value.Groups);
        }

        Groups = [.. groups.DistinctBy(group => group.Code)];
        return Page();
    }
}
