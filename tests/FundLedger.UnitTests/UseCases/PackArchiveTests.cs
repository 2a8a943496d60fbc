using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FundLedger.Domain.Text;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;

namespace FundLedger.UnitTests.UseCases;

/// <summary>An archive that is written file by file tells of each what lies in it.</summary>
public sealed class PackArchiveTests
{
    private static readonly Wording List = new("Danh sách", "List");
    private static readonly Wording Paper = new("Giấy tờ kèm", "Papers");
    private static readonly Wording Why = new("Có tên trẻ", "They have names on them");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_file_is_told_with_its_size_its_digest_and_its_rows_in_the_order_of_writing()
    {
        // The first is longer than what is copied at once, the last is empty.
        var (large, small) = (Encoding.UTF8.GetBytes(new string('đ', 100_000)), "mã;số tiền\r\n"u8.ToArray());
        using var output = new MemoryStream();
        using (var archive = new PackArchive(output))
        {
            Assert.Equal((0, 0L), (archive.Files.Count, archive.Rows));
            var first = await AddAsync(archive, "so/lon.csv", large, 5);
            Assert.Equal(new PackedFile("so/lon.csv", List, 200_000, Digest(large), 5), first);
            await AddAsync(archive, "so/nho.csv", small, 4);
            await AddAsync(archive, "trong.txt", [], 0);
            PackedFile[] told = [first, new("so/nho.csv", List, small.Length, Digest(small), 4), new("trong.txt", List, 0, Digest([]), 0)];
            Assert.Equal(told, archive.Files);
            Assert.Equal(9, archive.Rows);
        }

        Assert.True(output.CanWrite);
        output.Position = 0;
        using var zip = new ZipArchive(output, ZipArchiveMode.Read);
        Assert.Equal(["so/lon.csv", "so/nho.csv", "trong.txt"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal(large, await BytesAsync(zip.Entries[0]));
        Assert.Equal(small, await BytesAsync(zip.Entries[1]));
        Assert.Empty(await BytesAsync(zip.Entries[2]));
        Assert.InRange(zip.Entries[0].CompressedLength, 1, 10_000);
    }

    [Fact]
    public async Task The_same_files_are_the_same_bytes()
    {
        var digests = new HashSet<string>();
        for (var i = 0; i < 2; i++)
        {
            using var output = new MemoryStream();
            using (var archive = new PackArchive(output)) await AddAsync(archive, "a.txt", "Tết"u8.ToArray(), 0);
            digests.Add(Digest(output.ToArray()));
        }

        Assert.Single(digests);
    }

    [Fact]
    public async Task A_file_that_is_taken_over_lies_in_its_folder_and_is_closed()
    {
        using var output = new MemoryStream();
        using var archive = new PackArchive(output);
        var file = new ExportedFile("a.csv", "text/csv", new MemoryStream("a\r\nb\r\n"u8.ToArray()));
        await archive.AddAsync("4-danh-sach", file, List, 1, Token);
        Assert.Equal([new PackedFile("4-danh-sach/a.csv", List, 6, Digest("a\r\nb\r\n"u8.ToArray()), 1)], archive.Files);
        Assert.False(file.Content.CanRead);
    }

    [Fact]
    public void What_is_left_out_is_told_with_its_reason_and_is_no_file()
    {
        using var output = new MemoryStream();
        using var archive = new PackArchive(output);
        Assert.Empty(archive.LeftOut);
        archive.LeaveOut(Paper, Why);
        archive.LeaveOut(List, Why);
        Assert.Equal([(Paper, Why), (List, Why)], archive.LeftOut);
        Assert.Empty(archive.Files);
    }

    private static async Task<PackedFile> AddAsync(PackArchive archive, string name, byte[] bytes, long rows)
    {
        using var content = new MemoryStream(bytes);
        return await archive.AddAsync(name, content, List, rows, Token);
    }

    private static async Task<byte[]> BytesAsync(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        await using (var content = await entry.OpenAsync(Token)) await content.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
