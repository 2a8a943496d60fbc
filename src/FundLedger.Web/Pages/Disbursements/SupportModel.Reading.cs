using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Norms;
using FundLedger.Features.Papers;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>From what was typed to what is asked.</summary>
internal sealed partial class SupportModel
{
    // Reads every field before giving up, so that all that is wrong is said at once.
    private async Task<SupportCase?> ReadCaseAsync()
    {
        if (Norm is null) return null;
        var recipient = Norm.Payee == NormPayee.Fund ? FundCode : (Beneficiary ?? "").Trim().ToUpperInvariant();
        if (recipient.Length == 0) ModelState.AddModelError(nameof(Beneficiary), T["Hãy chọn đối tượng được hỗ trợ."]);
        var happened = Norm.JudgedOn == JudgingDay.Event ? Read(nameof(HappenedOn), DateReader.Read(HappenedOn, Today)) : null;
        var (terms, stock) = (ReadTerms(), ReadStock());
        var read = new SupportCase(Norm.Code, recipient)
        {
            HappenedOn = happened, Variant = Variant, CaseReference = CaseReference, ReasonForAmount = ReasonForAmount,
            Cost = AsksCost ? Read(nameof(Cost), AmountReader.Read(Cost)) ?? Money.Zero : Money.Zero,
            Insurance = ReadOrNothing(nameof(Insurance), Insurance),
            OtherAid = new Money(terms.CoFunders.Sum(one => one.Amount.Dong)), Terms = terms,
            Goods = Norm.GoodsAllowed ? ReadOrNothing(nameof(Goods), Goods) : Money.Zero,
            Stock = stock, IsStockOnly = stock.Count > 0 && StockOnly == "true",
            Amount = string.IsNullOrWhiteSpace(Amount) ? null : Read(nameof(Amount), AmountReader.Read(Amount)),
            Quantities = Counted.ToDictionary(counted => NormCodes.Quantities.Of(counted.Quantity), ReadCount),
            Exception = string.IsNullOrWhiteSpace(ExceptionNumber) ? null : await ReadExceptionAsync(),
        };
        return ModelState.ErrorCount > 0 ? null : read;
    }

    private async Task<ExceptionAsked> ReadExceptionAsync()
    {
        using var memory = new MemoryStream();
        if (Scan is not null) await Scan.CopyToAsync(memory, HttpContext.RequestAborted);
        var date = Read(nameof(ExceptionDate), DateReader.Read(ExceptionDate, Today)) ?? Today;
        return new ExceptionAsked(ExceptionNumber!, date, ExceptionReason ?? "", new ScannedPaper(Scan?.FileName ?? "", memory.ToArray()));
    }

    private long ReadCount((CaseQuantity Quantity, string? Typed) counted)
    {
        var money = CaseQuantities.IsMoney(counted.Quantity);
        if (money && AmountReader.Read(counted.Typed) is { IsOk: true } amount) return amount.Value.Dong;
        if (!money && int.TryParse(counted.Typed, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return count;
        if (counted.Typed?.Trim() is "0") return 0;
        ModelState.AddModelError(nameof(Quantities), T["Hãy nhập số: {0}.", Norms.NormWords.LabelOf(counted.Quantity, T)]);
        return 0;
    }

    private Money ReadOrNothing(string field, string? typed) =>
        string.IsNullOrWhiteSpace(typed) || typed.Trim() == "0" ? Money.Zero : Read(field, AmountReader.Read(typed)) ?? Money.Zero;
}
