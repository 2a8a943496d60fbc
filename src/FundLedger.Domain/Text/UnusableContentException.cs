namespace FundLedger.Domain.Text;

/// <summary>What stands in a file cannot be used. The words say why to whoever gave the file.</summary>
#pragma warning disable CA1032 // Nobody is told anything without words in both languages.
public sealed class UnusableContentException(Wording words, Exception? cause = null) : Exception(words.En, cause)
#pragma warning restore CA1032
{
    public UnusableContentException(string vi, string en, Exception? cause = null) : this(new Wording(vi, en), cause)
    {
    }

    public Wording Words { get; } = words;
}
