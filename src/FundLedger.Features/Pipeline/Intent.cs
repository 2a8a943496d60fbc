using System.Security.Cryptography;
using System.Text.Json;

namespace FundLedger.Features.Pipeline;

/// <summary>What somebody wants done once: the key, and by a hash everything that was sent with it.</summary>
internal sealed record Intent(string Fund, Guid Key, string Request, byte[] ContentHash)
{
    public static Intent Of(ICommand command) => new(
        command.Fund, command.Key, command.GetType().Name,
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), Json.Options)));
}

/// <summary>The key of an intent as the database keeps it.</summary>
internal sealed record Claim
{
    public int FundId { get; init; }

    /// <summary>Nobody has an answer to this key yet: whoever claimed it carries it out.</summary>
    public bool IsNew { get; init; }

    public bool SameContent { get; init; }

    public bool IsRefusal { get; init; }

    /// <summary>What the key's first asker was told; null to whoever asks for something else.</summary>
    public string? Answer { get; init; }
}
