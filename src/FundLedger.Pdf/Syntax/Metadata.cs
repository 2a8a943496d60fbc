using System.Globalization;
using System.Security;
using System.Text;

namespace FundLedger.Pdf.Syntax;

/// <summary>What the file says of itself, once for old readers (Info) and once as XMP. Both say the same.</summary>
internal sealed class Metadata(PrintedDocument document)
{
    private const string Producer = "Fund Ledger";
    private readonly DateTimeOffset? _dated = document.Dated is { } text ? PdfSyntax.Instant(text) : null;

    public int WriteInfo(PdfFile file)
    {
        var info = new StringBuilder($"<</Title{PdfSyntax.Text(document.Title)}/Producer{PdfSyntax.Text(Producer)}");
        if (document.Subject is { } subject)
            info.Append("/Subject").Append(PdfSyntax.Text(subject));
        if (_dated is { } instant)
            info.Append("/CreationDate").Append(PdfSyntax.Date(instant));
        return file.WriteObject(info.Append(">>").ToString());
    }

    /// <summary>Not compressed, so that an archive finds it without reading PDF.</summary>
    public int WriteXmp(PdfFile file)
    {
        string created = _dated is { } instant
            ? $"<xmp:CreateDate>{instant.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)}</xmp:CreateDate>"
            : "";
        string xmp = $"""
            <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
             xmlns:xmp="http://ns.adobe.com/xap/1.0/">
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Xml(document.Title)}</rdf:li></rdf:Alt></dc:title>
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Xml(document.Subject ?? "")}</rdf:li></rdf:Alt></dc:description>
            <dc:language><rdf:Bag><rdf:li>{Xml(document.Language)}</rdf:li></rdf:Bag></dc:language>
            <pdf:Producer>{Producer}</pdf:Producer>{created}
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="w"?>
            """;
        int id = file.Reserve();
        file.WriteRawStream(id, "/Type/Metadata/Subtype/XML", Encoding.UTF8.GetBytes(xmp));
        return id;
    }

    private static string Xml(string text) => SecurityElement.Escape(CleanText.Of(text));
}
