using FundLedger.Features.Disbursements;
using FundLedger.Web.Components;
using FundLedger.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>The way of a request as the stepper shows it: asked, decided, paid.</summary>
internal static class SheetSteps
{
    public static IEnumerable<Step> Of(DisbursementSheet sheet, IStringLocalizer<Texts> texts)
    {
        yield return Done(texts["Đề nghị"], sheet.EventOf("requested"));
        foreach (var step in Decisions(sheet, texts))
        {
            yield return step;
        }

        if (sheet.EventOf("withdrawn") is { } withdrawn)
        {
            yield return new Step(texts["Đã thu hồi"], StepState.Refused, withdrawn.Who, withdrawn.At, withdrawn.Reason);
            yield break;
        }

        yield return sheet.EventOf("paid") is { } paid
            ? new Step(texts["Chi tiền"], StepState.Done, paid.Who, paid.At)
            : new Step(texts["Chi tiền"], sheet.Head.IsApproved ? StepState.Current : StepState.ToCome);
    }

    private static IEnumerable<Step> Decisions(DisbursementSheet sheet, IStringLocalizer<Texts> texts)
    {
        foreach (var taken in sheet.Decision.Steps.Where(step => step.IsTaken))
        {
            var lent = taken.InNameOf is { } holder ? texts["Thay mặt {0}", holder].Value : null;
            yield return new Step(Bilingual.Of(taken.NameVi, taken.NameEn), StepState.Done, taken.Who, taken.At, lent);
        }

        if ((sheet.EventOf("rejected") ?? sheet.EventOf("returned")) is { } ended)
        {
            var label = ended.Event == "rejected" ? texts["Đã bị từ chối"] : texts["Đã trả lại để sửa"];
            yield return new Step(label, StepState.Refused, ended.Who, ended.At, ended.Reason);
            yield break;
        }

        if (sheet.Decision.Steps.Count == 0) yield return Done(texts["Phê duyệt"], sheet.EventOf("approved"));
        foreach (var waiting in sheet.Decision.Steps.Where(step => !step.IsTaken))
        {
            yield return new Step(
                Bilingual.Of(waiting.NameVi, waiting.NameEn), waiting == sheet.Decision.Waiting ? StepState.Current : StepState.ToCome);
        }
    }

    private static Step Done(string label, SheetEvent? done) => done is null
        ? new Step(label, StepState.Current)
        : new Step(label, StepState.Done, done.Who, done.At, done.Reason);
}
