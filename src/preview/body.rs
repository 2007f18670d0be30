//! What is sent: bytes that are in memory, a part of a file, or messages as they come.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc::Receiver;

/// Bytes of a file that are read at a time.
const PIECE: usize = 64 * 1024;

/// The body of an answer.
#[derive(Debug)]
pub(super) enum Sent {
    /// These bytes, if they are not yet sent.
    Bytes(Option<Bytes>),
    /// So many bytes of a file, from where it stands.
    File(File, u64),
    /// Messages, until there are no more senders.
    Messages(Receiver<Bytes>),
}

impl Sent {
    pub(super) fn nothing() -> Self {
        Self::Bytes(None)
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let next = match &mut *self {
            Self::Bytes(bytes) => bytes.take().map(Ok),
            Self::Messages(messages) => ready!(messages.poll_recv(context)).map(Ok),
            Self::File(_, 0) => None,
            Self::File(file, left) => {
                let mut piece = vec![0; PIECE.min(usize::try_from(*left).unwrap_or(PIECE))];
                let mut buffer = ReadBuf::new(&mut piece);
                ready!(Pin::new(file).poll_read(context, &mut buffer))?;
                let length = buffer.filled().len();
                piece.truncate(length);
                *left -= length as u64;
                // Somebody cut the file off: the promised length can't be kept.
                if length == 0 {
                    Some(Err(std::io::ErrorKind::UnexpectedEof.into()))
                } else {
                    Some(Ok(piece.into()))
                }
            }
        };
        Poll::Ready(next.map(|bytes| bytes.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Bytes(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Self::File(_, left) => SizeHint::with_exact(*left),
            Self::Messages(_) => SizeHint::default(),
        }
    }
}
