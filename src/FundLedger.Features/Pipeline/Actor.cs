namespace FundLedger.Features.Pipeline;

/// <summary>Who is asking. Set once per scope by the host from the sign-in, never from a request body.</summary>
public sealed class Actor
{
    private string? userName;

    /// <summary>The signed-in user. Raises <see cref="InvalidOperationException"/> when nobody is signed in.</summary>
    public string UserName => userName ?? throw new InvalidOperationException("Nobody is signed in.");

    public void SignIn(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (userName is not null && userName != name)
        {
            throw new InvalidOperationException("A scope has one actor.");
        }

        userName = name;
    }
}
