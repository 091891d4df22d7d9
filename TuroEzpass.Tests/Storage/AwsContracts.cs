namespace TuroEzpass.Tests.Storage;

public sealed class DynamoRecordStoreTests : RecordStoreContract<AwsEngine>;

public sealed class DynamoRecordQueryTests : RecordQueryContract<AwsEngine>;

public sealed class DynaliteRecordStoreTests : RecordStoreContract<DynaliteEngine>;

public sealed class DynaliteRecordQueryTests : RecordQueryContract<DynaliteEngine>;

public sealed class SqsWorkQueueTests : WorkQueueContract<AwsEngine>;

public sealed class S3ProofStoreTests : ProofStoreContract<AwsEngine>;

public sealed class AwsCredentialStoreTests : CredentialStoreContract<AwsEngine>;
