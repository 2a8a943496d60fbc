using FundLedger.Features.Disbursements;
using FundLedger.Web.Components;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>The way of a request as the stepper shows it: asked, decided, paid.</summary>
internal static class SheetSteps
{
    public static IEnumerable<Step> Of(DisbursementSheet sheet, IStringLocalizer<Texts> texts)
    {
        yield return Done(texts["Đề nghị"], sheet.EventOf("requested"));
        yield return sheet.EventOf("rejected") is { } rejected
            ? new Step(texts["Đã bị từ chối"], StepState.Refused, rejected.Who, rejected.At, rejected.Reason)
            : Done(texts["Phê duyệt"], sheet.EventOf("approved"));
        if (sheet.EventOf("withdrawn") is { } withdrawn)
        {
            yield return new Step(texts["Đã thu hồi"], StepState.Refused, withdrawn.Who, withdrawn.At, withdrawn.Reason);
            yield break;
        }

        yield return sheet.EventOf("paid") is { } paid
            ? new Step(texts["Chi tiền"], StepState.Done, paid.Who, paid.At)
            : new Step(texts["Chi tiền"], sheet.Head.IsApproved ? StepState.Current : StepState.ToCome);
    }

    private static Step Done(string label, SheetEvent? done) => done is null
        ? new Step(label, StepState.Current)
        : new Step(label, StepState.Done, done.Who, done.At, done.Reason);
}
