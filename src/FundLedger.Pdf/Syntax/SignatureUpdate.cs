using System.Globalization;
using System.Text;

namespace FundLedger.Pdf.Syntax;

/// <summary>
/// What is appended to a finished file to sign it: the catalog and the first page once more, now with a field of no size, the
/// signature with a hole for itself, and the places of these. Every length is known beforehand: the hole is filled while writing.
/// </summary>
internal sealed class SignatureUpdate
{
    private readonly SortedDictionary<int, long> _places = [];
    private readonly StringBuilder _head = new();
    private readonly long _start;

    private SignatureUpdate(long start) => _start = start;

    /// <summary>All before the hole.</summary>
    public byte[] Head => Encoding.ASCII.GetBytes(_head.ToString());

    /// <summary>All behind it.</summary>
    public byte[] End { get; private set; } = [];

    /// <param name="file">The file as it stands: its length, the place of its table, how many objects it has.</param>
    /// <param name="catalog">Its catalog.</param>
    /// <param name="page">The page that the field belongs to.</param>
    /// <param name="trailer">Entries of the table that say what the file is.</param>
    /// <param name="signature">Time and room.</param>
    public static SignatureUpdate Of(
        (long Length, long Table, int Objects) file, DictionaryObject catalog, DictionaryObject page, string trailer,
        PdfSignature signature)
    {
        var update = new SignatureUpdate(file.Length);
        var (field, value, table) = (file.Objects, file.Objects + 1, file.Objects + 2);
        update.Write(catalog.With($"/AcroForm<</Fields[{PdfSyntax.Reference(field)}]/SigFlags 3>>"));
        update.Write(page.With($"/Annots[{PdfSyntax.Reference(field)}]"));
        update.Write(new DictionaryObject(field, "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/F 132/Rect[0 0 0 0]"
            + $"/P {PdfSyntax.Reference(page.Id)}/V {PdfSyntax.Reference(value)}>>"));
        update.Open(value, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached"
            + $"/M{PdfSyntax.Date(signature.At.ToUniversalTime())}/ByteRange[");
        update.Close(table, file.Table, trailer, signature.Room);
        return update;
    }

    // The numbers take as much room as the longest would: what they say depends on how long they are.
    private void Close(int table, long earlierTable, string trailer, int room)
    {
        const string before = "]/Contents";
        const int width = 14;
        long hole = _start + _head.Length + (2 * width) + width + 1 + before.Length;
        long behind = hole + (2 * room) + 2;
        string value = ">>\nendobj\n";
        long tablePlace = behind + value.Length;
        _places.Add(table, tablePlace);
        byte[] rows = [.. _places.Values.SelectMany(Row)];
        string index = string.Join(' ', _places.Keys.Select(id => string.Create(CultureInfo.InvariantCulture, $"{id} 1")));
        string open = string.Create(CultureInfo.InvariantCulture,
            $"{table} 0 obj\n<</Type/XRef/Size {table + 1}/Prev {earlierTable}/Index[{index}]/W[1 {ObjectPlaces.PlaceWidth} 2]")
            + trailer + string.Create(CultureInfo.InvariantCulture, $"/Length {rows.Length}>>\nstream\n");
        string close = string.Create(CultureInfo.InvariantCulture, $"\nendstream\nendobj\nstartxref\n{tablePlace}\n%%EOF\n");
        End = [.. Encoding.ASCII.GetBytes(value + open), .. rows, .. Encoding.ASCII.GetBytes(close)];
        _head.Append(string.Create(CultureInfo.InvariantCulture, $"0{hole,width}{behind,width}{End.Length,width}")).Append(before);
    }

    private void Write(DictionaryObject one)
    {
        Open(one.Id, one.Body);
        _head.Append("\nendobj\n");
    }

    private void Open(int id, string body)
    {
        _places.Add(id, _start + _head.Length);
        _head.Append(CultureInfo.InvariantCulture, $"{id} 0 obj\n").Append(body);
    }

    private static byte[] Row(long place)
    {
        const byte atAnOffset = 1;
        var row = new byte[ObjectPlaces.RowWidth];
        row[0] = atAnOffset;
        for (int i = 0; i < ObjectPlaces.PlaceWidth; i++)
            row[ObjectPlaces.PlaceWidth - i] = (byte)(place >> (8 * i) & 0xFF);
        return row;
    }
}
