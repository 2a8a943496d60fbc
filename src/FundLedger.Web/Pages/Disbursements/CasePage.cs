using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>A form for one case: with who is paid, who else gives and why it cannot wait.</summary>
internal abstract class CasePage(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : DraftPage(mediator, me, texts)
{
    private const int RowsShown = 3;

    private const string Guardian = "guardian";

    /// <summary>"guardian", the code of an institution, or nothing where it is not said.</summary>
    [BindProperty]
    public string? Payee { get; set; }

    [BindProperty]
    public string? Urgent { get; set; }

    [BindProperty]
    public string? UrgentReason { get; set; }

    [BindProperty]
    public List<string?> CoFunderName { get; set; } = [];

    [BindProperty]
    public List<string?> CoFunderAmount { get; set; } = [];

    /// <summary>Whether costs and those who share them are asked for.</summary>
    public abstract bool AsksCost { get; }

    /// <summary>Whether it is for a child, whose guardian or hospital may be paid.</summary>
    public abstract bool IsForChild { get; }

    public abstract IEnumerable<SelectListItem> Institutions { get; }

    public IEnumerable<SelectListItem> Payees =>
    [
        new(T["Chưa xác định"], ""), new(T["Người giám hộ"], Guardian), .. Institutions.Where(one => one.Value.Length > 0),
    ];

    /// <summary>What a plain case does not say was said: that part of the form is open.</summary>
    public bool SaysMore => Urgent == "true" || CoFunderName.Concat(CoFunderAmount).Any(typed => !string.IsNullOrWhiteSpace(typed))
        || ProblemOf("CoFunders") is not null || ProblemOf(nameof(UrgentReason)) is not null;

    /// <summary>What was typed of those who give too, with empty rows for more.</summary>
    public IEnumerable<(string? Name, string? Amount)> CoFunders =>
        Enumerable.Range(0, Math.Clamp(Typed + 1, RowsShown, CaseTerms.MostCoFunders))
            .Select(row => (CoFunderName.ElementAtOrDefault(row), CoFunderAmount.ElementAtOrDefault(row)));

    private int Typed => Math.Max(CoFunderName.Count, CoFunderAmount.Count);

    /// <summary>What is wrong with fields that stand together; null when nothing is.</summary>
    public string? ProblemOf(string fields) => ModelState.TryGetValue(fields, out var entry) && entry.Errors is [var first, ..]
        ? first.ErrorMessage
        : null;

    protected CaseTerms ReadTerms()
    {
        var isUrgent = Urgent == "true";
        if (isUrgent && TypedText.Normalise(UrgentReason).Length < 10) Say(nameof(UrgentReason), new UrgentReasonMissing());
        var institution = string.IsNullOrEmpty(Payee) || Payee == Guardian ? null : Payee;
        return new CaseTerms
        {
            Payee = institution is not null ? "institution" : Payee == Guardian ? Guardian : null, PayeeInstitution = institution,
            UrgentReason = isUrgent ? UrgentReason : null, CoFunders = AsksCost ? [.. ReadCoFunders()] : [],
        };
    }

    protected override void TakeUp(RequestDraft draft)
    {
        // As drafts kept it before.
        if (Payee == "institution") Payee = draft.Field("PayeeInstitution");
        CoFunderName = [.. draft.Fields.GetValueOrDefault(nameof(CoFunderName)) ?? []];
        CoFunderAmount = [.. draft.Fields.GetValueOrDefault(nameof(CoFunderAmount)) ?? []];
    }

    private IEnumerable<CoFunder> ReadCoFunders()
    {
        for (var row = 0; row < Math.Min(Typed, CaseTerms.MostCoFunders); row++)
        {
            var (name, typed) = (TypedText.Normalise(CoFunderName.ElementAtOrDefault(row)), CoFunderAmount.ElementAtOrDefault(row));
            if (name.Length == 0 && string.IsNullOrWhiteSpace(typed)) continue;
            var amount = AmountReader.Read(typed);
            if (amount.IsOk && name.Length >= 2) yield return new CoFunder(name, amount.Value);
            else ModelState.AddModelError("CoFunders", T["Nơi hỗ trợ thứ {0}: cần cả tên và số tiền.", row + 1]);
        }
    }

    private void Say(string field, Error error) => ModelState.AddModelError(field, RefusalText.For(error).Sentence);
}
