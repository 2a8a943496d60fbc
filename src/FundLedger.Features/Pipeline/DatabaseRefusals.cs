using FundLedger.Domain;
using Npgsql;

namespace FundLedger.Features.Pipeline;

/// <summary>The only map from a broken promise of the database to a refusal.</summary>
internal static class DatabaseRefusals
{
    /// <summary>The refusal behind a constraint of ours, or null when the exception is a bug or a fault.</summary>
    public static Error? Of(PostgresException broken) => broken switch
    {
        { ConstraintName: "actor_has_role" } => new RoleMissing(broken.MessageText),
        { SqlState: PostgresErrorCodes.CheckViolation or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation
            or PostgresErrorCodes.ForeignKeyViolation, ConstraintName: { } promise } => Kept(promise, broken.MessageText),
        _ => null,
    };

    private static Refused Kept(string promise, string detail) => promise switch
    {
        "norm_frequency" => new NormUsedMeanwhile(detail),
        "pool_never_overspent" => new PoolSpentMeanwhile(detail),
        "money_never_negative" => new MoneySpentMeanwhile(detail),
        "no_day_negative" => new DayWouldBeNegative(detail),
        "entry_date_possible" => new EntryDateImpossible(detail),
        "period_open" => new PeriodClosedMeanwhile(detail),
        "approver_is_not_requester" or "payer_is_not_requester" or "payer_is_not_approver" or "two_persons_reopen"
            or "accepter_is_not_closer" or "transfer_approver_is_not_requester" or "transfer_poster_is_not_requester"
            or "transfer_approved_by_two" or "transfer_rejecter_is_not_requester"
            or "adjustment_rejecter_is_not_requester" or "step_taker_is_not_requester" or "one_step_per_person" or "one_step_in_a_name"
            or "delegate_of_another_than_requester" or "ladder_in_two_hands" => new HandsNotSeparate(detail),
        "decision_on_what_was_seen" => new SeenIsOutdated(detail),
        "line_still_payable" or "child_supportable" => new ChildGoneMeanwhile(detail),
        "child_event_possible" => new ChildEventRefused(detail),
        "bank_reference_once" => new BankReferenceTaken(detail),
        _ => new PromiseKept(promise, detail),
    };
}
