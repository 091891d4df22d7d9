using System.Diagnostics;
using System.Text.Json;

namespace TuroEzpass.Tests.Docs;

/// <summary>Parses <c>aws</c> commands with the AWS CLI's own parser and service models, without calling AWS: names of operations and options,
/// value types, required options, enumerations, and <c>--query</c> expressions. One Python process parses all of them.</summary>
internal static class AwsParser
{
    // Version 1 of the CLI is a Python package; version 2 bundles its own Python, from which nothing can be imported.
    private const string Program =
        """
        import json, os, sys
        try:
            import awscli.clidriver as cli
            from awscli.customizations import commands, waiters
            from botocore.validate import ParamValidator
        except ImportError as fault:
            print(json.dumps({"missing": str(fault)}))
            sys.exit(0)

        def enums(value, shape, name):
            if shape.type_name == "structure":
                for key, one in value.items():
                    enums(one, shape.members[key], key)
            elif shape.type_name == "list":
                for one in value:
                    enums(one, shape.member, name)
            elif shape.type_name == "map":
                for one in value.values():
                    enums(one, shape.value, name)
            elif shape.type_name == "string" and shape.enum and value not in shape.enum and value != "000000000012":
                raise ValueError(f"{name} must be one of {', '.join(shape.enum)}: {value}")

        def check(self, service, operation, parameters, parsed_globals):
            shape = self._session.get_service_model(service).operation_model(operation).input_shape
            parameters.pop("PaginationConfig", None)
            if shape is not None:
                report = ParamValidator().validate(parameters, shape)
                if report.has_errors():
                    raise ValueError(report.generate_report())
                enums(parameters, shape, operation)
            return 0

        cli.CLIOperationCaller.invoke = check
        waiters.WaiterCaller.invoke = check
        call = commands.BasicCommand.__call__
        def only_read(self, args, parsed_globals):
            self._run_main = lambda parsed_args, parsed_globals: 0
            return call(self, args, parsed_globals)
        commands.BasicCommand.__call__ = only_read

        answers, real, driver = [], os.dup(2), cli.create_clidriver()
        for words in json.load(sys.stdin):
            said = os.path.join(os.environ["HOME"], "said")
            with open(said, "wb+") as file:
                sys.stdout.flush(); sys.stderr.flush()
                out = os.dup(1)
                os.dup2(file.fileno(), 1); os.dup2(file.fileno(), 2)
                try:
                    code = driver.main(words)
                except SystemExit as end:
                    code = end.code
                except BaseException as fault:
                    code = repr(fault)
                sys.stdout.flush(); sys.stderr.flush()
                os.dup2(out, 1); os.dup2(real, 2); os.close(out)
                file.seek(0)
                text = file.read().decode(errors="replace")
            answers.append("" if code in (0, None) else f"{code} {text}")
        print(json.dumps({"answers": answers}))
        """;

    /// <summary>The error of each command; empty if there is none.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IReadOnlyList<string[]> commands, CancellationToken cancellation)
    {
        Assert.SkipWhen(Storage.ChildServer.Find("python3") is null, "There is no python3 to read the commands of aws with.");
        var home = Directory.CreateTempSubdirectory("turoezpass-test-").FullName;
        try
        {
            var start = new ProcessStartInfo("python3", ["-c", Program]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["HOME"] = home;
            start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
            start.Environment["AWS_ACCESS_KEY_ID"] = start.Environment["AWS_SECRET_ACCESS_KEY"] = "nobody";
            start.Environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.StandardInput.WriteAsync(JsonSerializer.Serialize(commands).AsMemory(), cancellation);
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            Assert.True(process.ExitCode == 0, await errors);
            using var answer = JsonDocument.Parse(output);
            Assert.SkipWhen(answer.RootElement.TryGetProperty("missing", out var missing), $"The AWS CLI can't be imported here ({(missing.ValueKind == JsonValueKind.String ? missing.GetString() : "")}): pip install awscli");
            return [.. answer.RootElement.GetProperty("answers").EnumerateArray().Select(one => one.GetString()!)];
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
