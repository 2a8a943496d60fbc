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
        { SqlState: PostgresErrorCodes.CheckViolation or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation,
            ConstraintName: { } promise } => new PromiseKept(promise, broken.MessageText),
        _ => null,
    };
}
