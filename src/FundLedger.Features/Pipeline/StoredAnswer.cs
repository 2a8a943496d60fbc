using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using FundLedger.Domain;

namespace FundLedger.Features.Pipeline;

/// <summary>What a key keeps: the value that came of the command, or the refusal with its figures.</summary>
internal static class StoredAnswer
{
    private static readonly JsonSerializerOptions WithErrors = new(Json.Options) { Converters = { new ErrorConverter() } };

    public static string Of(IOutcome outcome) => outcome.Error is { } error
        ? JsonSerializer.Serialize(error, WithErrors)
        : JsonSerializer.Serialize(outcome.Value, Json.Options);

    public static TResponse Read<TResponse>(string answer, bool isRefusal)
        where TResponse : IOutcome<TResponse> => isRefusal
        ? TResponse.Refuse(JsonSerializer.Deserialize<Error>(answer, WithErrors)!)
        : TResponse.Ok(JsonSerializer.Deserialize(answer, typeof(TResponse).GetGenericArguments()[0], Json.Options)!);

    /// <summary>Writes an error under its code, also where it is the reason in another one, and makes the same one of it again.</summary>
    private sealed class ErrorConverter : JsonConverter<Error>
    {
        private static readonly FrozenDictionary<string, Type> Known =
            new[] { typeof(Error).Assembly, typeof(ErrorConverter).Assembly }
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => type.IsSubclassOf(typeof(Error)) && !type.IsAbstract)
                .ToFrozenDictionary(ErrorCode.Of, StringComparer.Ordinal);

        private sealed record Stored(string Code, string Message, JsonElement Figures);

        public override void Write(Utf8JsonWriter writer, Error value, JsonSerializerOptions options) => JsonSerializer.Serialize(
            writer, new Stored(value.Code, value.Message, JsonSerializer.SerializeToElement(value, value.GetType(), options)), options);

        public override Error Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var stored = JsonSerializer.Deserialize<Stored>(ref reader, options)!;
            return Known.TryGetValue(stored.Code, out var type) && TryRead(stored.Figures, type, options) is { } error
                ? error
                : new RefusedEarlier(stored.Code, stored.Message);
        }

        // The rule may have got other figures since: then its sentence is what is left of the answer.
        private static Error? TryRead(JsonElement figures, Type type, JsonSerializerOptions options)
        {
            try
            {
                return (Error?)figures.Deserialize(type, options);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
