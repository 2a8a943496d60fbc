using FundLedger.Domain.Text;
using FundLedger.Features.Database;
using FundLedger.Features.Setup;
using Npgsql;

namespace FundLedger.Cli;

/// <summary>The only place where an exception becomes a line and an exit code.</summary>
internal static class Failures
{
    private const string DataException = "22";
    private const string IntegrityViolation = "23";

    public static async Task<int> WatchAsync(Verb verb, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
#pragma warning disable CA1031 // The last stop of the program: whoever runs it is told in one line, and the exit code is not 0.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Told(verb, failure);
        }
    }

    private static int Told(Verb verb, Exception failure) => failure switch
    {
        DatabaseSetupException => verb.Fail(ExitCode.CannotRun, "database-setup", failure.Message),
        PostgresException refused => OfDatabase(verb, refused),
        RefusedContentException content => verb.Refused(content.Error),
        UnusableContentException { Words: var words } => verb.Fail(ExitCode.Refused, "unusable-content", verb.In(words.Vi, words.En)),
        InvalidDataException => verb.Fail(ExitCode.Refused, "unusable-content", failure.Message),
        OperationCanceledException => verb.Fail(ExitCode.CannotRun, "interrupted", verb.In("đã bị ngắt", "interrupted")),
        IOException or UnauthorizedAccessException => OfFile(verb, failure),
        NpgsqlException => verb.Fail(ExitCode.CannotRun, "cannot-run", failure.Message),
        _ => verb.Fail(ExitCode.CannotRun, "fault", $"{failure.GetType().Name}: {failure.Message}"),
    };

    private static int OfFile(Verb verb, Exception failure) => failure switch
    {
        FileNotFoundException { FileName: { Length: > 0 } name } => verb.Fail(
            ExitCode.CannotRun, "file-not-found", verb.In($"không có tệp {name}", $"there is no file {name}")),
        DirectoryNotFoundException => verb.Fail(
            ExitCode.CannotRun, "folder-not-found", verb.In($"không có thư mục ({failure.Message})", failure.Message)),
        UnauthorizedAccessException => verb.Fail(
            ExitCode.CannotRun, "no-access", verb.In($"không được phép mở tệp ({failure.Message})", failure.Message)),
        _ => verb.Fail(ExitCode.CannotRun, "cannot-run", failure.Message),
    };

    private static int OfDatabase(Verb verb, PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction
            or PostgresErrorCodes.InvalidAuthorizationSpecification => verb.Fail(
            ExitCode.CannotRun, "not-migrated",
            verb.In("cơ sở dữ liệu chưa sẵn sàng; hãy chạy: fundledger migrate", "the database is not ready; run: fundledger migrate")),
        var state when state[..2] is DataException or IntegrityViolation =>
            verb.Fail(
                ExitCode.Refused, "refused-by-database", verb.In($"cơ sở dữ liệu không nhận: {refused.MessageText}", refused.MessageText)),
        _ => verb.Fail(ExitCode.CannotRun, "database", refused.MessageText),
    };
}
