using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Reports;
using RemarkArgs = TuroEzpass.Core.Remarks.RemarkArgs;

namespace TuroEzpass.Api.Http;

/// <summary>Lists the codes of reasons and warnings in the OpenAPI document, each with an example sentence.</summary>
internal static class CodeDocuments
{
    // Sample values for the example sentences.
    private static readonly RemarkArgs Example = new()
    {
        Trip = "50000001",
        OtherTrip = "50000002",
        Minutes = 25,
        OtherMinutes = 40,
        Tag = "0012345678",
        Plate = "NJ ABC123",
        Vehicle = "1000001",
        Agency = "NJ",
        Plaza = "18E",
        VehicleClass = "5",
        Kind = "fee",
        Text = "text of the file",
        Case = nameof(Core.Statements.RowFaultCode.NotADate),
        Toll = "t1",
        Cents = 217,
        CentsBefore = 434,
        Count = 2,
        Of = 3,
        OtherFile = "statement.csv",
        OtherLine = 12,
        Date = "2026-03-31",
        By = "2026-04-15",
    };

    public static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(TollReason))
            Describe(schema, Enum.GetValues<Reason>().Where(code => code != Reason.None), code => ReasonText.Of(new Remark<Reason>(code, Example)));
        else if (type == typeof(ClaimWarning))
            Describe(schema, Enum.GetValues<ClaimCode>(), code => ClaimText.Of(new Remark<ClaimCode>(code, code == ClaimCode.AmountRose ? Example with { Cents = 434, CentsBefore = 217 } : Example)));
    }

    private static void Describe<T>(OpenApiSchema schema, IEnumerable<T> codes, Func<T, string> words)
        where T : struct, Enum
    {
        if (schema.Properties?["code"] is not OpenApiSchema code)
            return;
        code.Enum = [.. codes.Select(one => JsonValue.Create(one.ToString()))];
        code.Description = $"{code.Description} Codes, each with an example of its text:\n\n{string.Join('\n', codes.Select(one => $"- `{one}`: {words(one)}"))}";
    }
}
