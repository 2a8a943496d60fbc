namespace FundLedger.Features.Database;

/// <summary>The database cannot be used as it is set up. The message tells the operator what is wrong and what to do.</summary>
public sealed class DatabaseSetupException : Exception
{
    public DatabaseSetupException()
    {
    }

    public DatabaseSetupException(string message)
        : base(message)
    {
    }

    public DatabaseSetupException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
