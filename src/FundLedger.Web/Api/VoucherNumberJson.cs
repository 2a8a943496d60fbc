using System.Text.Json;
using System.Text.Json.Serialization;
using FundLedger.Domain.Ledger;

namespace FundLedger.Web.Api;

/// <summary>A voucher's number as it is printed: PT-2021-00001.</summary>
internal sealed class VoucherNumberJson : JsonConverter<VoucherNumber>
{
    public override VoucherNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        VoucherNumber.Parse(reader.GetString()) ?? throw new JsonException("A voucher number is written PT-2021-00001.");

    public override void Write(Utf8JsonWriter writer, VoucherNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
