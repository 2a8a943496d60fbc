using System.Globalization;
using FundLedger.Domain.Ledger;
using NodaTime.Text;

namespace FundLedger.Features.Audit;

/// <summary>What a record of the log is called before people.</summary>
internal static class RecordNames
{
    public static (string Kind, string Number) Of(SealedRecord record) => record switch
    {
        SealedEntry entry => ("entry", $"{entry.Book}/{Digits(entry.EntryNo)}"),
        SealedDecision decision => ("decision", $"{Digits(decision.DisbursementId)}/{decision.Event}"),
        SealedRefusal refusal => ("refusal", Digits(refusal.RefusalNo)),
        SealedAdjustmentEvent step => ("adjustment step", $"{Digits(step.AdjustmentId)}/{step.Event}"),
        SealedClosing closing => ("closing", YearMonthPattern.Iso.Format(closing.Month.ToYearMonth())),
        SealedRoleEvent change => ("role event", $"{Digits(change.LogNo)}/{change.UserName}"),
        SealedReference terms => ("reference", $"{terms.Subject}/{terms.SubjectKey}"),
        SealedPeriodEvent step => (step.Event, YearMonthPattern.Iso.Format(step.Month.ToYearMonth())),
        SealedStatement statement => ("statement", YearMonthPattern.Iso.Format(statement.Month.ToYearMonth())),
        SealedTransferEvent moved => ("transfer", $"{Digits(moved.TransferId)}/{moved.Event}"),
        SealedYearEnd decision => ("year end", $"{decision.Year}/{decision.PoolId}"),
        SealedIdentityLook look => ("identity look", Digits(look.AccessNo)),
        SealedChildEvent happened => ("child event", Digits(happened.EventNo)),
        SealedImport import => ("import", import.ImportId.ToString()),
        SealedOpening opening => ("opening", $"{opening.Year}/{opening.PoolId}"),
        _ => ("log record", Digits(record.LogNo)),
    };

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
