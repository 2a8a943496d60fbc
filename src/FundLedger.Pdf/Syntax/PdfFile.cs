using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace FundLedger.Pdf.Syntax;

/// <summary>
/// A PDF 1.7 file being written from front to back: numbers objects, keeps their places, packs the small ones into object streams.
/// The output need not seek. What stays in memory is eight bytes an object.
/// </summary>
internal sealed class PdfFile : IDisposable
{
    private const int ObjectsPerStream = 200;
    private readonly Stream _output;
    private readonly IncrementalHash _content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ObjectPlaces _places = new();
    private readonly List<(int Id, int Offset)> _packed = [];
    private readonly PdfBuffer _packedBodies = new();
    private readonly MemoryStream _compressed = new();
    private string _trailer = "";
    private long _table;
    private long _position;

    public PdfFile(Stream output)
    {
        _output = output;
        // Four bytes above 127 tell programs that move files about that this one is not text.
        Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    /// <summary>A number for an object that is referred to before it is written.</summary>
    public int Reserve() => _places.Reserve();

    public int WriteObject(string body)
    {
        int id = Reserve();
        WriteObject(id, body);
        return id;
    }

    public void WriteObject(int id, string body)
    {
        _packed.Add((id, _packedBodies.Length));
        _packedBodies.Add(body).Add("\n");
        if (_packed.Count == ObjectsPerStream)
            FlushPacked();
    }

    /// <param name="id">Its number.</param>
    /// <param name="entries">Entries of the stream's dictionary besides length and filter.</param>
    /// <param name="data">Plain bytes.</param>
    public void WriteStream(int id, string entries, ReadOnlySpan<byte> data)
    {
        _compressed.SetLength(0);
        using (var zlib = new ZLibStream(_compressed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(data);
        WriteRawStream(id, entries + "/Filter/FlateDecode", _compressed.GetBuffer().AsSpan(0, (int)_compressed.Length));
    }

    public void WriteRawStream(int id, string entries, ReadOnlySpan<byte> data)
    {
        _places.SetOffset(id, _position);
        Write(string.Create(CultureInfo.InvariantCulture, $"{id} 0 obj\n<<{entries}/Length {data.Length}>>\nstream\n"));
        Write(data);
        Write("\nendstream\nendobj\n");
    }

    /// <summary>
    /// Writes the table of places, which is also the trailer. The file's identity is the hash of all that stands before it.
    /// </summary>
    public void Finish(int catalog, int info)
    {
        FlushPacked();
        int id = Reserve();
        _table = _position;
        _places.SetOffset(id, _table);
        string identity = Convert.ToHexString(_content.GetCurrentHash().AsSpan(0, 16));
        _trailer = string.Create(CultureInfo.InvariantCulture, $"/Root {catalog} 0 R/Info {info} 0 R/ID[<{identity}><{identity}>]");
        WriteStream(id, string.Create(CultureInfo.InvariantCulture,
            $"/Type/XRef/Size {_places.Count}/W[1 {ObjectPlaces.PlaceWidth} 2]{_trailer}")
            + $"/DecodeParms<</Predictor 12/Columns {ObjectPlaces.RowWidth}>>", _places.ToPredictedRows());
        Write(string.Create(CultureInfo.InvariantCulture, $"startxref\n{_table}\n%%EOF\n"));
    }

    /// <summary>Signs the finished file by an update behind it.</summary>
    public void Sign(DictionaryObject catalog, DictionaryObject page, PdfSignature signature)
    {
        var update = SignatureUpdate.Of((_position, _table, _places.Count), catalog, page, _trailer, signature);
        Write(update.Head);
        _content.AppendData(update.End);
        byte[] value = signature.Sign(_content.GetCurrentHash());
        if (value.Length > signature.Room)
            throw new InvalidOperationException($"A signature of {value.Length} bytes does not fit into {signature.Room}.");
        Array.Resize(ref value, signature.Room);
        _output.Write(Encoding.ASCII.GetBytes($"<{Convert.ToHexString(value)}>"));
        _output.Write(update.End);
    }

    public void Dispose()
    {
        _content.Dispose();
        _compressed.Dispose();
    }

    private void FlushPacked()
    {
        if (_packed.Count == 0)
            return;
        int id = Reserve();
        for (int i = 0; i < _packed.Count; i++)
            _places.SetPacked(_packed[i].Id, id, i);
        string index = string.Join(' ', _packed.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Id} {o.Offset}"))) + "\n";
        string entries = string.Create(CultureInfo.InvariantCulture, $"/Type/ObjStm/N {_packed.Count}/First {index.Length}");
        WriteStream(id, entries, [.. Encoding.ASCII.GetBytes(index), .. _packedBodies.Written]);
        _packed.Clear();
        _packedBodies.Clear();
    }

    private void Write(string ascii) => Write(Encoding.ASCII.GetBytes(ascii));

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _content.AppendData(bytes);
        _position += bytes.Length;
    }
}
