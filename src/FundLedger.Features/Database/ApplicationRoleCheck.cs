using System.Globalization;
using Dapper;
using Npgsql;

namespace FundLedger.Features.Database;

/// <summary>
/// The application must not be able to change what it may not change: the guards in the database bind only a user who neither owns the
/// tables nor stands above the owner.
/// </summary>
public static class ApplicationRoleCheck
{
    // The session's user, not the current one: whoever signed in as another can become that one again.
    private const string FactsSql = """
        SELECT r.rolname::text AS "User", r.rolsuper AS "IsSuperuser", r.rolcreaterole AS "MakesRoles",
               coalesce((SELECT pg_has_role(r.oid, o.oid, 'MEMBER') FROM pg_roles o WHERE o.rolname = @Owner), false) AS "IsOwner",
               (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relowner = r.oid AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema')::int AS "Owned"
        FROM pg_roles r WHERE r.rolname = session_user
        """;

    /// <summary>Raises <see cref="DatabaseSetupException"/> when the user of the connection string stands above the guards.</summary>
    public static async Task EnsureAsync(string applicationConnection, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(applicationConnection);
        await connection.OpenAsync(token);
        var facts = await connection.QuerySingleAsync<Facts>(
            new CommandDefinition(FactsSql, new { LedgerRoles.Owner }, cancellationToken: token));
        if (facts.Refusal() is { } reason)
        {
            throw new DatabaseSetupException(
                $"The application does not start as {facts.User}: {reason}. Let it connect as {LedgerRoles.Application}; " +
                "migrations use FUNDLEDGER_OWNER_DATABASE.");
        }
    }

    private sealed record Facts
    {
        public string User { get; init; } = "";

        public bool IsSuperuser { get; init; }

        public bool MakesRoles { get; init; }

        public bool IsOwner { get; init; }

        public int Owned { get; init; }

        public string? Refusal() => this switch
        {
            { IsSuperuser: true } => "it is a superuser, whom no guard of the database binds",
            { IsOwner: true } => $"it is a member of {LedgerRoles.Owner}, which owns the tables",
            { Owned: > 0 } => string.Create(CultureInfo.InvariantCulture, $"it owns {Owned} tables or other objects of this database"),
            { MakesRoles: true } => "it may make roles and so give itself any right",
            _ => null,
        };
    }
}
