using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Children;

/// <summary>Pairs of codes that may be one child, for the officer of their commune.</summary>
internal sealed class DuplicatesModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true, Name = "kind")]
    public PairKind? Kind { get; set; }

    public DuplicateList List { get; private set; } = new([], []);

    /// <summary>Without a kind all but the likely twins, which are two children until somebody knows better.</summary>
    public IReadOnlyList<DuplicatePair> Pairs => [.. List.Pairs.Where(pair => IsOf(pair, Kind))];

    public int Count(PairKind? kind) => List.Pairs.Count(pair => IsOf(pair, kind));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.CommuneOfficer)) return Forbid();
        var list = await Send(new ListDuplicates(FundCode));
        if (list.Error is { } error) return Show(error);
        List = list.Value;
        return Page();
    }

    private static bool IsOf(DuplicatePair pair, PairKind? kind) =>
        kind is null ? pair.Likeness.Kind != PairKind.LikelyTwins : pair.Likeness.Kind == kind;
}
