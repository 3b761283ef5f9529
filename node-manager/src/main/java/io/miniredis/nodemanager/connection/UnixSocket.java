package io.miniredis.nodemanager.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A Unix domain socket in the shape of {@link Socket}, as Jedis wants it. Blocking calls park virtual threads. A read that takes
 * longer than {@code soTimeout} closes the socket: a reply that comes later would be taken for the answer to another command.
 */
final class UnixSocket extends Socket {

    /** One thread for all read deadlines; it only closes channels. */
    private static final ScheduledThreadPoolExecutor deadlines = deadlines();

    private final SocketChannel channel;
    private volatile int soTimeout;
    private long bytesLeft = Long.MAX_VALUE;

    private UnixSocket(SocketChannel channel, int soTimeout) {
        this.channel = channel;
        this.soTimeout = soTimeout;
    }

    /** @throws IOException at once when nobody listens there */
    static UnixSocket connect(Path path, int soTimeout) throws IOException {
        return new UnixSocket(SocketChannel.open(UnixDomainSocketAddress.of(path)), soTimeout);
    }

    private static ScheduledThreadPoolExecutor deadlines() {
        var executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("socket-deadlines").factory());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return receive(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }

    /** Ends the connection when more than this comes in from now on. */
    void limit(long bytes) {
        bytesLeft = bytes;
    }

    private int receive(ByteBuffer buffer) throws IOException {
        var count = receiveInTime(buffer);
        bytesLeft -= count;
        if (bytesLeft < 0) {
            channel.close();
            throw new IOException("the reply is too long");
        }
        return count;
    }

    private int receiveInTime(ByteBuffer buffer) throws IOException {
        var timeout = soTimeout;
        if (timeout == 0) return channel.read(buffer);
        var deadline = deadlines.schedule(this::closeQuietly, timeout, TimeUnit.MILLISECONDS);
        try {
            return channel.read(buffer);
        } catch (ClosedChannelException exception) {
            if (deadline.isDone()) throw new SocketTimeoutException("no answer within " + timeout + " ms");
            throw exception;
        } finally {
            deadline.cancel(false);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                var buffer = ByteBuffer.wrap(bytes, offset, length);
                try {
                    while (buffer.hasRemaining()) channel.write(buffer);
                } catch (IOException closed) {
                    throw new IOException(lastWords(), closed);
                }
            }
        };
    }

    /** An engine that takes no more clients says so before it closes the connection, to one that has not asked yet. */
    private String lastWords() {
        var words = ByteBuffer.allocate(200);
        try {
            while (words.hasRemaining() && channel.read(words) >= 0) {}
        } catch (IOException nothingMore) {
            // what was read is what there is
        }
        return new String(words.array(), 0, words.position(), StandardCharsets.UTF_8).strip();
    }

    private void closeQuietly() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // nothing is left to close
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isBound() {
        return channel.isConnected();
    }

    @Override
    public boolean isInputShutdown() {
        return !channel.isOpen();
    }

    @Override
    public boolean isOutputShutdown() {
        return !channel.isOpen();
    }

    @Override
    public void setSoTimeout(int timeout) {
        soTimeout = timeout;
    }

    @Override
    public int getSoTimeout() {
        return soTimeout;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) {
        throw new UnsupportedOperationException("it is connected from the start");
    }
}
