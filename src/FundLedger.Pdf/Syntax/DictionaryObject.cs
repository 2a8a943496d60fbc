namespace FundLedger.Pdf.Syntax;

/// <summary>An object that is a dictionary, as it was written.</summary>
internal sealed record DictionaryObject(int Id, string Body)
{
    public DictionaryObject With(string entries) => this with { Body = Body[..^2] + entries + ">>" };
}
